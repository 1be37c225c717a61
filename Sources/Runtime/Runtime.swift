import Storage
import CryptoExtras
