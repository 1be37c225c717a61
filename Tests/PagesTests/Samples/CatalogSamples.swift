import Values

@testable import Pages

extension PagesSamples {
    static let products = ProductsModel(
        rows: [
            .init(
                id: "prd_1", productID: "linen-apron", title: "Linen apron", brand: "Juniper & Oak", variants: 3,
                price: "64.00 EUR", stock: .pieces(1_240), changedAt: ago(.minutes(4))),
            .init(
                id: "prd_3", productID: "olive-bowl", title: "Olive bowl", variants: 1, price: "29.90 EUR",
                stock: .soldOut, changedAt: ago(.hours(7))),
            .init(
                id: "prd_2", productID: "4711", title: "", variants: 0, price: nil, stock: .unknown,
                isFromEvents: true, changedAt: ago(.days(2))),
        ], paging: Paging(older: "c_1", total: 812))

    static let noProducts = ProductsModel(rows: [])
    static let noMatchingProducts = ProductsModel(search: "kettle <b>", rows: [])

    static let product = ProductModel(
        id: "prd_1", productID: "linen-apron", title: "Linen apron", brand: "Juniper & Oak",
        categories: ["Kitchen", "Linen"], url: "https://juniper.example/products/linen-apron", waiting: 14,
        interested: 230,
        variants: [
            .init(
                title: "Olive", sku: "APR-OLV", price: "64.00 EUR", comparedPrice: "79.00 EUR", stock: .pieces(1_240)),
            .init(title: "Sand", sku: "", price: "79.00 EUR", stock: .soldOut, soldOutAt: ago(.days(3))),
            .init(title: "", sku: "APR-X", price: nil, stock: .unknown),
        ],
        changes: [
            .init(at: ago(.minutes(4)), variant: "Olive", isPrice: true, before: "79.00 EUR", after: "64.00 EUR"),
            .init(at: ago(.days(3)), variant: "Sand", isPrice: false, before: "2", after: "0"),
        ],
        people: [.init(person: ana, at: ago(.hours(2))), .init(person: stranger, at: ago(.days(1)))])

    static let productOfEvents = ProductModel(id: "prd_2", productID: "4711", title: "", isFromEvents: true)
}
