/// A country that shoppers come from: how they are named, what they speak, what their clocks show.
struct Market: Sendable {
    /// ISO 3166-1 alpha-2.
    let country: String
    let locale: String
    let zones: [String]
    /// Its share of the shoppers, relative to the others.
    let weight: Double
    let firstNames: [String]
    let lastNames: [String]

    static let all = [
        Market(
            country: "DE", locale: "de-DE", zones: ["Europe/Berlin"], weight: 30,
            firstNames: ["Anna", "Lukas", "Mia", "Jonas", "Jürgen", "Lena", "Felix", "Käthe"],
            lastNames: ["Müller", "Schmidt", "Weber", "Fischer", "Wagner", "Koch", "Schäfer", "Großmann"]),
        Market(
            country: "FR", locale: "fr-FR", zones: ["Europe/Paris"], weight: 18,
            firstNames: ["Camille", "Hugo", "Chloé", "Louis", "Inès", "Jules", "Zoé", "Noël"],
            lastNames: ["Martin", "Bernard", "Dubois", "Petit", "Lefèvre", "Moreau", "Girard", "Roux"]),
        Market(
            country: "ES", locale: "es-ES", zones: ["Europe/Madrid", "Atlantic/Canary"], weight: 14,
            firstNames: ["Ana", "Lucía", "Mateo", "Sofía", "Iñigo", "Carmen", "Pablo", "Elena"],
            lastNames: ["García", "Martín", "López", "Sánchez", "Núñez", "Romero", "Torres", "Ruiz"]),
        Market(
            country: "GB", locale: "en-GB", zones: ["Europe/London"], weight: 12,
            firstNames: ["Olivia", "George", "Amelia", "Harry", "Isla", "Arthur", "Freya", "Theo"],
            lastNames: ["Smith", "Jones", "Taylor", "Brown", "Evans", "Walker", "O'Neill", "Clarke"]),
        Market(
            country: "US", locale: "en-US",
            zones: ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"], weight: 12,
            firstNames: ["Emma", "Liam", "Ava", "Noah", "Maya", "Ethan", "Grace", "Diego"],
            lastNames: ["Johnson", "Williams", "Davis", "Miller", "Nguyen", "Garcia", "Lee", "Clark"]),
        Market(
            country: "PL", locale: "pl-PL", zones: ["Europe/Warsaw"], weight: 7,
            firstNames: ["Zofia", "Jakub", "Łucja", "Szymon", "Maja", "Michał", "Oliwia", "Wojciech"],
            lastNames: ["Nowak", "Kowalska", "Wiśniewski", "Wójcik", "Lewandowska", "Zieliński", "Kamińska", "Mazur"]),
        Market(
            country: "PT", locale: "pt-PT", zones: ["Europe/Lisbon", "Atlantic/Azores"], weight: 4,
            firstNames: ["João", "Beatriz", "Tiago", "Inês"], lastNames: ["Silva", "Santos", "Gonçalves", "Pereira"]),
        Market(
            country: "AU", locale: "en-AU", zones: ["Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe"],
            weight: 2, firstNames: ["Charlotte", "Jack", "Ruby", "Oscar"],
            lastNames: ["Wilson", "Kelly", "Ryan", "Campbell"]),
        Market(
            country: "NP", locale: "ne-NP", zones: ["Asia/Kathmandu"], weight: 1, firstNames: ["Asha", "Bikash"],
            lastNames: ["Sharma", "Gurung"]),
    ]

    static let userAgents = [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0",
    ]
}
