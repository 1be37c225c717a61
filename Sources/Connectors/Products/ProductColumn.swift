/// What a column of a product file means, by the names that shops give it.
///
/// Case and the signs between words do not matter. Sources: help.shopify.com (product export),
/// support.google.com/merchants (product data), WooCommerce's product export.
enum ProductColumn: String, CaseIterable {
    case productID, variantID, sku, title, variantTitle, brand, categories, url, image, variantImage
    case price, compareAtPrice, currency, stock, lowStockAt, tracker, policy, status, option1, option2, option3

    var names: [String] {
        switch self {
        case .productID: ["product_id", "Handle", "item_group_id", "id"]
        case .variantID: ["variant_id"]
        case .sku: ["SKU", "Variant SKU", "mpn"]
        case .title: ["Title", "Name", "Product Name"]
        case .variantTitle: ["variant_title"]
        case .brand: ["Brand", "Vendor"]
        case .categories: ["Categories", "Category", "Product Category", "product_type", "Type"]
        case .url: ["URL", "Link", "Product URL"]
        case .image: ["image_url", "Image Src", "image_link", "Image", "Images"]
        case .variantImage: ["Variant Image"]
        case .price: ["Price", "Variant Price", "Regular price"]
        case .compareAtPrice: ["compare_at_price", "Variant Compare At Price"]
        case .currency: ["Currency", "Currency Code"]
        case .stock: ["Stock", "Variant Inventory Qty", "inventory_quantity", "Inventory", "Quantity"]
        case .lowStockAt: ["low_stock_at", "Low stock amount"]
        case .tracker: ["Variant Inventory Tracker"]
        case .policy: ["Variant Inventory Policy"]
        case .status: ["Status"]
        case .option1: ["Option1 Value"]
        case .option2: ["Option2 Value"]
        case .option3: ["Option3 Value"]
        }
    }
}

/// Where the columns of one file are.
struct ProductColumns {
    private let places: [ProductColumn: Int]

    init(_ header: ColumnNames, path: String) throws(ImportFileError) {
        var places: [ProductColumn: Int] = [:]
        for column in ProductColumn.allCases { places[column] = header.place(of: column.names) }
        guard places[.productID] != nil || places[.sku] != nil else {
            throw .missingColumn(
                path: path, missing: "the product's id", known: ProductColumn.productID.names,
                found: header.names)
        }
        self.places = places
    }

    func has(_ column: ProductColumn) -> Bool { places[column] != nil }

    /// Nil where the file has no such column, or it is empty in this row.
    func text(_ column: ProductColumn, of row: CSVRow) -> String? {
        guard let place = places[column], place < row.count, !row.isEmpty(place) else { return nil }
        let text = row[place].trimmingBlanks
        return text.isEmpty ? nil : text
    }
}
