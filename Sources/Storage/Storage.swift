import CLibPQ
import GRDB
