extension StoredTable {
    /// Every table of the schema with every column but the generated ones; a test compares it with the database.
    static let all: [StoredTable] =
        people + events + work + messages + definitions + segments + outside + catalog
        + access

    private static let people: [StoredTable] = [
        StoredTable(
            "identities", key: ["identity_key"], .int("identity_key", .person), .int("workspace"), .int("kind"),
            .text("value", .person), .int("profile_key", .person), .int("first_seen_at", .person)),
        StoredTable(
            "profiles", key: ["profile_key"], .int("profile_key", .person), .int("workspace"),
            .text("document", .person), .text("email", .person), .text("name", .person),
            .int("created_at", .person), .int("last_seen_at", .person), .int("seen_slot", .person),
            .int("moved_to", .person)),
        StoredTable(
            "links", key: ["identity_key", "other_key", "occurred_at", "message_hash"], .int("identity_key", .person),
            .int("other_key", .person), .int("occurred_at", .person), .int("message_hash"), .int("other_kind"),
            .text("other_value", .person), .int("authority"), .int("relation")),
        StoredTable(
            "object_claims", key: ["object_key"], .int("object_key"), .int("identity_key", .person), .int("kind"),
            .text("value", .person), .int("event", .person)),
        // A keyed hash: it recognises a person and tells nothing of them.
        StoredTable("erasures", key: ["tombstone"], .blob("tombstone"), .int("workspace"), .int("erased_at")),
        StoredTable(
            "erasure_jobs", key: ["profile_key"], .int("profile_key", .person), .int("workspace"), .int("begun_at"),
            .text("subject", .person)),
    ]

    private static let events: [StoredTable] = [
        StoredTable("names", key: ["name_id"], .int("name_id"), .text("name")),
        // An IP address is blanked with the erasure of anybody who came from it.
        StoredTable("contexts", key: ["context_id"], .int("context_id"), .text("context", .person)),
        StoredTable(
            "events", key: ["sequence"], .int("sequence"), .int("identity_key", .person), .int("occurred_at", .person),
            .int("received_at", .person), .int("call"), .int("flags"), .int("name_id", .person),
            .int("context_id", .person), .text("properties", .person), .text("envelope", .person)),
        StoredTable(
            "event_dedupe", key: ["identity_key", "message_hash"], .int("identity_key", .person), .int("message_hash"),
            .int("day", .person)),
        StoredTable(
            "rejected_events", key: ["sequence"], .int("sequence"), .int("workspace"), .int("received_at"),
            .text("rule"), .text("reason", .person), .text("source"), .text("body", .person)),
        StoredTable(
            "counters", key: ["workspace", "minute", "name", "writer"], .int("workspace"), .int("minute"),
            .text("name"),
            .int("writer"), .int("count")),
        StoredTable("sequences", key: ["name"], backup: .leftOut, .text("name"), .int("last")),
        StoredTable(
            "flow_counts", key: ["workspace", "flow", "day", "kind", "currency", "writer"], .int("workspace"),
            .int("flow"), .int("day"), .int("kind"), .text("currency"), .int("writer"), .int("count")),
        // Counted anew from the profiles after a restore.
        StoredTable(
            "journey_places", key: ["workspace", "flow", "version", "position", "writer"], backup: .leftOut,
            .int("workspace"), .int("flow"), .int("version"), .int("position"), .int("writer"), .int("count")),
        StoredTable(
            "conversions", key: ["workspace", "event", "flow"], .int("workspace"), .int("event", .person),
            .int("flow", .person), .int("profile_key", .person), .int("message_id", .person), .int("at", .person),
            .int("amount", .person), .text("currency", .person)),
    ]

    private static let work: [StoredTable] = [
        StoredTable(
            "work", key: ["bucket_range", "due_at", "kind", "id"], .int("bucket_range"), .int("due_at"), .int("kind"),
            .int("id"), .int("subject", .person), .int("workspace"), .text("payload", .person)),
        StoredTable(
            "leases", key: ["bucket_range"], backup: .leftOut, .int("bucket_range"), .text("owner"), .int("epoch"),
            .int("expires_at")),
        StoredTable("lease_owners", key: ["owner"], backup: .leftOut, .text("owner"), .int("seen_at")),
        StoredTable(
            "log", key: ["sequence"], .int("sequence"), .int("profile_key", .person), .int("at", .person),
            .int("kind", .person), .int("subject", .person), .int("definitions_version"), .text("cause", .person),
            .text("text", .person), .int("flow_version"), .text("step", .person), .text("inputs", .person)),
        StoredTable(
            "coupon_pools", key: ["workspace", "pool"], .int("workspace"), .text("pool"), .int("added"), .int("given"),
            .int("spent")),
        StoredTable(
            "coupons", key: ["workspace", "pool", "position"], .int("workspace"), .text("pool"), .int("position"),
            .text("code"), .int("effect_id"), .int("profile_key", .person), .int("assigned_at"), .int("expires_at"),
            .int("worth"), .int("is_generated")),
    ]

    private static let messages: [StoredTable] = [
        StoredTable(
            "messages", key: ["id"], .int("id"), .int("workspace"), .int("bucket_range"), .int("profile_key", .person),
            .int("flow", .person), .int("flow_version"), .text("step", .person), .int("journey", .person),
            .int("channel", .person), .int("purpose", .person), .text("address", .person),
            .int("address_key", .person), .int("state", .person), .text("reason", .person),
            .int("created_at", .person), .int("due_at", .person), .int("expires_at", .person),
            .int("sent_at", .person), .int("attempts"), .text("context", .person)),
        StoredTable(
            "message_bodies", key: ["message_id"], .int("message_id"), .int("stored_at", .person), .text("provider"),
            .text("response", .person), .text("subject", .person), .text("html", .person), .text("plain", .person),
            .blob("mime", .person), .text("links", .person)),
        StoredTable(
            "message_events", key: ["message_id", "at", "kind", "link"], .int("message_id"), .int("at", .person),
            .int("kind", .person), .int("link", .person), .text("detail", .person)),
        // Outlives the person as a hash, so that a stop is never forgotten; its source is blanked.
        StoredTable(
            "ledger", key: ["workspace", "address_key", "channel", "at", "statement"], .int("address_key"),
            .int("channel"), .int("at"), .int("statement"), .int("workspace"), .text("source", .person)),
    ]

    private static let definitions: [StoredTable] = [
        StoredTable("workspaces", key: ["workspace"], .int("workspace"), .text("name"), .int("created_at")),
        StoredTable("definitions", key: ["workspace"], .int("workspace"), .int("version")),
        StoredTable(
            "flows", key: ["workspace", "flow"], .int("workspace"), .int("flow"), .text("name"), .text("state"),
            .int("live_version"), .int("created_at")),
        StoredTable(
            "flow_versions", key: ["workspace", "flow", "version"], .int("workspace"), .int("flow"), .int("version"),
            .text("text"), .text("author", .staff), .int("created_at"), .int("published_at")),
        StoredTable(
            "step_visits", key: ["workspace", "flow", "version", "position", "writer"], .int("workspace"), .int("flow"),
            .int("version"), .int("position"), .int("writer"), .int("count")),
        StoredTable(
            "flow_changes", key: ["workspace", "flow", "at", "kind"], .int("workspace"), .int("flow"), .int("at"),
            .text("kind"), .int("version"), .text("author", .staff)),
        // A change tells an address for alerts: the staff's.
        StoredTable(
            "setting_changes", key: ["workspace", "at", "author"], .int("workspace"), .int("at"),
            .text("author", .staff), .text("changes", .staff)),
        // Of earlier releases: what a backup brings becomes segments.
        StoredTable(
            "watched_conditions", key: ["workspace", "condition_key"], .int("workspace"), .int("condition_key"),
            .text("name"), .text("text"), .int("created_at")),
        StoredTable(
            "settings", key: ["workspace", "name"], .int("workspace"), .text("name"), .text("value"), .int("changed_at")
        ),
        StoredTable("schema_migrations", key: ["version"], backup: .leftOut, .int("version"), .text("name")),
    ]

    private static let segments: [StoredTable] = [
        StoredTable(
            "segments", key: ["workspace", "segment"], .int("workspace"), .int("segment"), .int("kind"), .text("name"),
            .text("description"), .text("state"), .text("origin"), .int("version"), .int("build"), .int("created_at"),
            .int("changed_at")),
        StoredTable(
            "segment_versions", key: ["workspace", "segment", "version"], .int("workspace"), .int("segment"),
            .int("version"), .text("text"), .text("rule"), .text("author", .staff), .int("created_at")),
        StoredTable(
            "segment_builds", key: ["workspace", "build"], .int("workspace"), .int("build"), .int("announces"),
            .int("total"), .int("examined"), .int("ranges_left"), .int("started_at"), .int("finished_at")),
        StoredTable(
            "labels", key: ["workspace", "label"], .int("workspace"), .int("label"), .int("kind"), .text("name"),
            .text("description"), .int("created_at")),
        StoredTable(
            "memberships", key: ["workspace", "segment", "since", "profile_key"], .int("workspace"), .int("segment"),
            .int("since", .person), .int("profile_key", .person), .int("cause")),
        StoredTable(
            "membership_counts", key: ["workspace", "segment", "hour", "writer"], .int("workspace"),
            .int("segment"), .int("hour"), .int("writer"), .int("entered"), .int("left_count")),
        StoredTable(
            "membership_changes", key: ["workspace", "segment", "at", "profile_key", "is_member"], .int("workspace"),
            .int("segment"), .int("at", .person), .int("profile_key", .person), .int("is_member", .person),
            .int("cause")),
    ]

    private static let outside: [StoredTable] = [
        StoredTable(
            "effects", key: ["effect_id"], .int("effect_id", .person), .int("workspace"),
            .int("profile_key", .person), .int("journey", .person), .int("flow"), .int("flow_version"),
            .text("step"), .int("kind"), .int("state", .person), .text("details", .person),
            .text("context", .person), .int("is_answered"), .int("requested_at", .person),
            .int("expires_at", .person), .int("due_at", .person), .int("attempts"), .text("reason", .person),
            .int("finished_at", .person)),
        StoredTable(
            "tasks", key: ["task"], .int("task", .person), .int("workspace"), .int("profile_key", .person),
            .int("flow"), .text("step"), .text("title", .person), .text("details", .person),
            .text("assignee", .staff), .int("priority"), .int("due_at", .person), .int("created_at", .person),
            .int("done_at", .person), .text("done_by", .staff)),
        StoredTable(
            "audience_members", key: ["workspace", "audience", "profile_key"], .int("workspace"), .text("audience"),
            .int("profile_key", .person), .int("is_member", .person), .int("changed_at", .person)),
        // It names some people whose paths can be looked at.
        StoredTable(
            "backtests", key: ["workspace", "flow"], .int("workspace"), .int("flow"), .int("version"), .int("days"),
            .int("ran_at"), .int("took"), .text("report", .person)),
        StoredTable(
            "flow_watches", key: ["workspace", "watch"], .int("workspace"), .int("watch"), .text("text"),
            .int("build"), .int("created_at")),
        StoredTable(
            "flow_schedules", key: ["workspace", "schedule"], .int("workspace"), .int("schedule"), .int("last_at")),
        StoredTable(
            "bulk_commands", key: ["workspace", "bulk"], .int("workspace"), .int("bulk"), .int("flow"),
            .text("name"), .text("selection"), .text("payload"), .text("author", .staff), .int("created_at"),
            .int("cursor_key"), .int("given"), .int("finished_at"), .int("cursor_since")),
    ]

    private static let catalog: [StoredTable] = [
        StoredTable(
            "catalog_products", key: ["workspace", "product_key"], .int("workspace"), .int("product_key"),
            .text("product_id"), .text("title"), .text("search"), .text("brand"), .text("categories"), .text("url"),
            .text("image_url"), .int("is_from_events"), .int("variants"), .text("price"), .text("currency"),
            .int("stock"), .int("is_sold_out"), .int("created_at"), .int("changed_at")),
        StoredTable(
            "catalog_variants", key: ["workspace", "variant_key"], .int("workspace"), .int("variant_key"),
            .int("product_key"), .text("variant_id"), .text("sku"), .int("sku_key"), .text("title"), .text("url"),
            .text("image_url"), .text("price"), .text("compare_at_price"), .text("currency"), .int("stock"),
            .int("low_stock_at"), .int("sold_out_at"), .int("revision"), .int("stated_at")),
        StoredTable(
            "catalog_changes", key: ["workspace", "product_key", "at", "variant_key", "revision"], .int("workspace"),
            .int("product_key"), .int("at"), .int("variant_key"), .int("revision"), .int("kind"),
            .text("before_value"), .text("after_value"), .text("currency")),
        StoredTable(
            "product_interests", key: ["workspace", "product_key", "identity_key", "kind"], .int("workspace"),
            .int("product_key", .person), .int("identity_key", .person), .int("kind", .person), .int("at", .person)),
        StoredTable(
            "catalog_state", key: ["workspace"], .int("workspace"), .int("followed"), .int("products_of_events")),
    ]

    private static let access: [StoredTable] = [
        StoredTable(
            "api_keys", key: ["key_hash"], .blob("key_hash"), .int("workspace"), .text("name"), .int("authority"),
            .text("hint"), .int("created_at"), .int("revoked_at")),
        StoredTable(
            "accounts", key: ["account"], .int("account"), .text("email", .staff), .text("name", .staff),
            .text("password", .staff), .text("role", .staff), .int("created_at"), .int("last_sign_in_at", .staff)),
        StoredTable(
            "sessions", key: ["token_hash"], backup: .leftOut, .blob("token_hash", .secret), .int("account", .staff),
            .int("created_at", .staff), .int("expires_at"), .text("detail", .staff)),
        // Of the last hour; its names are keyed hashes.
        StoredTable(
            "sign_in_tries", key: ["name_key"], backup: .leftOut, .int("name_key", .secret), .int("count"),
            .int("last_at")),
        StoredTable(
            "secrets", key: ["workspace", "name"], backup: .leftOut, .int("workspace"), .text("name"),
            .blob("sealed", .secret), .int("changed_at")),
    ]
}
