// A list of the queue in SwiftUI: what is urgent, who must act, what the draft waits for. It is
// worked out on the device, off the main actor, and again when the next answer changes.
// Not compiled where there is no SwiftUI (Linux).
#if canImport(SwiftUI)
import CxTriage
import SwiftUI

/// Compiles the policy once, on first use (some 50 ms), and works off the main actor.
actor Triage {
    static let shared = Triage()
    private var compiled: Engine?

    func engine() throws -> Engine {
        if let compiled { return compiled }
        let engine = try Policy.runbook().compile()
        compiled = engine
        return engine
    }

    func queue(_ conversations: [Conversation]) throws -> [Assessment] {
        try engine().queue(conversations: conversations, now: Date())
    }
}

@MainActor
final class QueueModel: ObservableObject {
    @Published private(set) var queue: [Assessment]?
    @Published private(set) var problem: String?

    /// The queue now, and again whenever one of its conversations changes by time alone; ends with
    /// the task that called it.
    func follow(_ conversations: [Conversation]) async {
        do {
            let engine = try await Triage.shared.engine()
            queue = try await Triage.shared.queue(conversations)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for conversation in conversations {
                    group.addTask { [weak self] in
                        for try await _ in engine.assessments(of: conversation) {
                            let queue = try await Triage.shared.queue(conversations)
                            await self?.show(queue)
                        }
                    }
                }
                try await group.waitForAll()
            }
        } catch let error as TriageError {
            problem = error.detail
        } catch {
            problem = nil  // cancelled: the view is gone
        }
    }

    private func show(_ queue: [Assessment]) { self.queue = queue }
}

struct QueueView: View {
    let conversations: [Conversation]
    @StateObject private var model = QueueModel()

    var body: some View {
        Group {
            if let problem = model.problem {
                Text(problem)
            } else if let queue = model.queue {
                List(queue, id: \.conversationId) { Tile(assessment: $0) }
            } else {
                ProgressView("Reading the policy …")
            }
        }
        .task { await model.follow(conversations) }
    }
}

struct Tile: View {
    let assessment: Assessment

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            HStack {
                Text(assessment.customer.name.text).font(.headline)
                Spacer()
                Text(assessment.priority.map { "\($0)".uppercased() } ?? "").foregroundStyle(.red)
            }
            Text(owner + (assessment.escalation.immediate ? ", at once" : ""))
            if assessment.sla.breachedAt != nil {
                Text("SLA breached \(assessment.sla.overdueMs / 60_000) min ago")
            }
            ForEach(assessment.reasons, id: \.code) { Text("\($0.code)").font(.caption) }
            if !assessment.approval.allowed {
                Text("The draft waits: " + assessment.approval.blockers.map { "\($0)" }.joined(separator: ", "))
            }
        }
    }

    private var owner: String {
        switch assessment.escalation.level {
        case .l1: "CX agent"
        case .l2: "CX lead"
        case .l3: "Operations manager"
        }
    }
}

#Preview { QueueView(conversations: samples()) }
#endif
