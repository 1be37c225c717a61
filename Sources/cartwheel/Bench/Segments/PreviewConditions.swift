/// The twenty conditions whose counts are measured.
enum PreviewConditions {
    /// Counts, sums, windows, first and last, absence.
    static let plain = [
        #"any("Order Completed", last: 30 days)"#,
        #"none("Order Completed", last: 90 days)"#,
        #"count("Order Completed", last: 90 days) >= 2"#,
        #"count("Product Viewed", last: 7 days) >= 3"#,
        #"sum("Order Completed".total, last: 90 days) > 150"#,
        #"sum("Order Completed".total) > 1000"#,
        #"average("Order Completed".total, last: 6 months) > 300"#,
        #"first("Order Completed") > 90 days ago"#,
        #"last("Order Completed") < 6 months ago"#,
        #"any("Product Added", last: 7 days) and none("Order Completed", last: 7 days)"#,
        #"consents(email) and any("Email Opened", last: 30 days) and profile.country in ["DE", "AT", "CH"]"#,
        #"count("Email Sent", during: last month) >= 1 and none("Email Opened", during: last month)"#,
        #"any("Product Viewed", between: 30 days and 60 days ago) and none("Product Viewed", last: 30 days)"#,
    ]

    /// Filters on properties, line items, sequences, different values.
    static let filtered = [
        #"any("Product Viewed" where category == "Shoes" and price > 100, last: 30 days)"#,
        #"count("Order Completed" where total > 100 and not coupon exists, last: 1 year) >= 2"#,
        #"any("Order Completed" where any item where category == "Shoes" and quantity >= 2)"#,
        #"sum("Product Viewed".price where brand == "Brand 7", last: 90 days) > 50"#,
        #"distinct("Product Viewed".category, last: 60 days) >= 3"#,
        #"sequence("Product Added", "Checkout Started", within: 3 days, without: "Order Completed", last: 90 days)"#,
        #"interest(category: "Shoes", last: 90 days) >= 2"#,
    ]
}
