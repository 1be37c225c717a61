import Hummingbird
import Pages
import Runtime
import Storage
import Values

/// Pools of coupon codes: the list, one of them, and adding codes.
struct CouponRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("coupons") { request, context in try await list(request, context) }
        group.get("coupons/:pool") { request, context in try await pool(request, context) }
        group.post("coupons") { request, context in try await upload(request, context, pool: nil) }
        group.post("coupons/:pool/codes") { request, context in
            try await upload(request, context, pool: CouponRoutes.name(context))
        }
    }

    private static func name(_ context: ConsoleContext) -> String {
        FormFields.decoded(context.parameters.get("pool") ?? "")
    }

    private func list(
        _ request: Request, _ context: ConsoleContext, upload: CouponUpload = CouponUpload(),
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let pools = try await parts.rooms.coupons()
        var page = try await parts.page(request, context)
        page.path = Route.coupons
        let model = CouponsModel(pools: pools.map { CouponsModel.Pool($0) }, upload: upload)
        return .page(CouponsView.render(model, in: page), status: status)
    }

    private func pool(
        _ request: Request, _ context: ConsoleContext, upload: CouponUpload = CouponUpload(),
        outcome: CouponUploadOutcome? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let name = CouponRoutes.name(context)
        guard let found = try await parts.rooms.couponPool(name, at: ListPosition(request.queryFields)) else {
            throw HTTPError(.notFound, message: "There is no pool \(name.prefix(40)).")
        }
        var page = try await parts.page(request, context)
        page.path = Route.couponPool(name)
        page.notice = outcome?.notice(in: page) ?? CouponUploadOutcome(request.queryFields)?.notice(in: page)
        return .page(CouponPoolView.render(CouponPoolModel(found, upload: upload), in: page), status: status)
    }

    private func upload(_ request: Request, _ context: ConsoleContext, pool: String?) async throws -> Response {
        let text = context.form["codes"] ?? ""
        let name = pool ?? (context.form["pool"] ?? "").trimmedOfSpace
        let codes = CouponCodes(text)
        var upload: CouponUpload = CouponUpload(pool: name, codes: text)
        if name.isEmpty || name.count > CouponCodes.longestName { upload.problem = .poolMissing }
        if codes.good.isEmpty { upload.problem = upload.problem ?? .codesMissing }
        // A form is read up to this; what lies behind would be lost without a word.
        if text.utf8.count >= FormFields.Bounds.usual.longest { upload.problem = .tooMany }
        guard upload.problem == nil else {
            return pool == nil
                ? try await list(request, context, upload: upload, status: .unprocessableContent)
                : try await self.pool(request, context, upload: upload, status: .unprocessableContent)
        }
        let added = try await parts.system.addCoupons(codes.good, to: name)
        let outcome = CouponUploadOutcome(
            added: added, known: codes.good.count + codes.repeated - added, refused: codes.refused)
        return .onward(to: Route.couponPool(name) + outcome.query)
    }
}

/// Codes as somebody pasted them: one a line, or with commas, semicolons or spaces between them.
struct CouponCodes {
    private(set) var good: [String] = []
    private(set) var repeated = 0
    private(set) var refused = 0

    static let longestName = 100
    static let longestCode = 100

    init(_ text: String) {
        var known: Set<String> = []
        for part in text.split(whereSeparator: { ",;\n\r\t ".contains($0) }) {
            let code = String(part)
            let isCode = code.count <= CouponCodes.longestCode && code.unicodeScalars.allSatisfy { $0.value >= 32 }
            if !isCode { refused += 1 } else if known.insert(code).inserted { good.append(code) } else { repeated += 1 }
        }
    }
}

extension CouponUploadOutcome {
    init?(_ query: FormFields) {
        guard let added = query["added"].flatMap({ Int($0) }) else { return nil }
        self.init(
            added: added, known: query["known"].flatMap { Int($0) } ?? 0,
            refused: query["refused"].flatMap { Int($0) } ?? 0)
    }

    var query: String { "?added=\(added)&known=\(known)&refused=\(refused)" }
}

extension CouponsModel.Pool {
    init(_ line: CouponLine) {
        self.init(
            name: line.pool.name, left: line.pool.left, held: line.held, given: line.pool.given, perDay: line.perDay,
            runsDry: line.runsDry, flows: line.flows.map { MessagesModel.FlowChoice(id: $0.slug, name: $0.name) },
            isMade: line.isMade)
    }
}

extension CouponPoolModel {
    init(_ page: CouponPage, upload: CouponUpload) {
        self.init(
            pool: CouponsModel.Pool(page.line), perDay: page.perDay, firstDay: page.firstDay,
            assignments: page.rows.map { Assignment($0) }, paging: Paging(newer: page.newer, older: page.older),
            upload: upload)
    }
}

extension CouponPoolModel.Assignment {
    init(_ row: CouponPage.Row) {
        let state: CouponPoolModel.AssignmentState =
            switch row.state {
            case .held: .held
            case .given: .given
            case .used: .used
            }
        self.init(
            code: row.assignment.code, person: row.person.map { PersonName($0) } ?? PersonName(id: ""),
            flowID: row.flow?.slug ?? "", flowName: row.flow?.name ?? "–", journeyID: row.journey?.text,
            at: row.assignment.at, state: state, expiresAt: row.assignment.expiresAt)
    }
}
