import Testing
import Values

@testable import Connectors

@Suite("CSV")
struct CSVReaderTests {
    private func rows(_ bytes: [UInt8]) throws -> [[String]] {
        let file = try TemporaryFile(bytes)
        var reader = try CSVReader(path: file.path)
        var row = CSVRow()
        var rows: [[String]] = []
        while try reader.next(&row) { rows.append(row.fields) }
        return rows
    }

    @Test(
        "texts are read as RFC 4180 and the spreadsheets' habits say",
        arguments: [
            ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
            ("a,b\n,\n", [["a", "b"], ["", ""]]),
            ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
            ("a\tb\n1\t\"2\"\n", [["a", "b"], ["1", "2"]]),
            ("sep=;\r\na;b,c\r\n", [["a", "b,c"]]),
            ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("\"a,\"\"b\"\"\",c\n\"1\n2\",\"\"\n", [["a,\"b\"", "c"], ["1\n2", ""]]),
            ("\"a;b;c\",d\n", [["a;b;c", "d"]]),
            ("a,b\n5\" pipe,\"x\"y\n", [["a", "b"], ["5\" pipe", "xy"]]),
            ("a\n\n\r\n1\n\n", [["a"], ["1"]]),
            ("a,b\n1,2,3\n4\n", [["a", "b"], ["1", "2", "3"], ["4"]]),
            ("a,b\n1,\"\"", [["a", "b"], ["1", ""]]),
            ("a,b\n1,", [["a", "b"], ["1", ""]]),
        ])
    func dialects(text: String, expected: [[String]]) throws {
        #expect(try rows(Array(text.utf8)) == expected)
    }

    @Test("fields that lie across the pieces of a file are whole", arguments: ["\n", "\r\n", "\r"])
    func pieces(lineEnd: String) throws {
        var random = SeededRandom(seed: 7)
        var expected: [[String]] = []
        var text = ""
        let parts = ["a", "b,", "\"", "é", "\n", " ", "xyz", "\r\n"]
        while text.utf8.count < 150_000 {
            let fields = (0..<3).map { _ in
                (0..<Int(random.next() % 60)).map { _ in parts[Int(random.next() % 8)] }.joined()
            }
            guard fields != ["", "", ""] else { continue }
            expected.append(fields)
            text += fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + lineEnd
        }
        #expect(try rows(Array(text.utf8)) == expected)
        #expect(try rows(Gzip.deflate(Array(text.utf8))) == expected)
    }

    @Test("rows are numbered as a spreadsheet does, empty ones and those of several lines included")
    func numbers() throws {
        let file = try TemporaryFile("a,b\n\n\"1\n2\",x\n3,y\n")
        var reader = try CSVReader(path: file.path)
        var row = CSVRow()
        var numbers: [Int] = []
        while try reader.next(&row) { numbers.append(row.number) }
        #expect(numbers == [1, 3, 4])
    }

    @Test("bytes that are not UTF-8 are read as Windows-1252, and counted")
    func encoding() throws {
        let bytes = Array("name,price\n".utf8) + [0x5A, 0x6F, 0xEB, 0x2C, 0x80, 0x35, 0x0A] + Array("Zoë,€5\n".utf8)
        let file = try TemporaryFile(bytes)
        var reader = try CSVReader(path: file.path)
        var row = CSVRow()
        var rows: [[String]] = []
        while try reader.next(&row) { rows.append(row.fields) }
        #expect(rows == [["name", "price"], ["Zoë", "€5"], ["Zoë", "€5"]])
        #expect(reader.rowsInWindows1252 == 1)
        #expect(reader.firstRowInWindows1252 == 2)
    }

    @Test("files that cannot be read say why and where")
    func unreadable() throws {
        func error(of bytes: [UInt8]) throws -> ImportFileError? {
            do {
                _ = try rows(bytes)
                return nil
            } catch let error as ImportFileError {
                return error
            }
        }
        guard case .empty = try error(of: []) else { return #expect(Bool(false), "an empty file was read") }
        guard case .wrongEncoding(_, "UTF-16") = try error(of: [0xFF, 0xFE, 0x61, 0]) else {
            return #expect(Bool(false), "UTF-16 was read")
        }
        guard case .unclosedQuote(_, 3, 4) = try error(of: Array("a\n\"1\n2\"\n\"3\n4\n".utf8)) else {
            return #expect(Bool(false), "an open quote was read")
        }
        let endless = Array("a\n\"".utf8) + [UInt8](repeating: 0x78, count: 400_000)
        guard case .fieldTooLong(_, 2, 2, CSVReader.fieldBytes) = try error(of: endless) else {
            return #expect(Bool(false), "an endless field was read")
        }
        guard case .gzip(_, .truncated) = try error(of: Gzip.deflate(Array("a\n1\n".utf8)).dropLast(9)) else {
            return #expect(Bool(false), "a cut file was read")
        }
        #expect(throws: ImportFileError.self) { _ = try CSVReader(path: "/nowhere/at all.csv") }
        #expect(throws: ImportFileError.notAFile(path: "/")) { _ = try CSVReader(path: "/") }
    }

    @Test("written rows are read back as they were")
    func written() throws {
        let fields = ["plain", "a \"quote\"", "two\r\nlines", "", "comma, here"]
        #expect(try rows(Array(CSVText.row(fields).utf8)) == [fields])
    }

    @Test(
        "what a spreadsheet would take for a formula is a text",
        arguments: [
            ("=1+1", "'=1+1\r\n"), ("=\u{301}1", "'=\u{301}1\r\n"), ("＝1", "'＝1\r\n"), ("-a,b", "\"'-a,b\"\r\n"),
            ("\r\n=1", "\"'\r\n'=1\"\r\n"), ("Ana", "Ana\r\n"), ("", "\r\n"), ("-5.00", "-5.00\r\n"),
            ("Ana;=1", "Ana;'=1\r\n"), ("A\n@b", "\"A\n'@b\"\r\n"), ("+49 30", "'+49 30\r\n"), ("a-b", "a-b\r\n"),
        ])
    func harmless(text: String, row: String) { #expect(CSVText.spreadsheetRow([text]) == row) }
}
