import CGIKit
import HTTPTypes

serve(allowing: [.get, .post]) { (request) throws(Failure) in
    .text("Hello, \(try request.form()["name"] ?? "world")!\n")
}
