// The service behind a "CX Escalations" tile: it pages through Chatwoot's list, fetches the messages
// of what is open, gives the tile's and the modal's data, and takes the three actions with a row of
// the decision log for each. Everything that decides is the library's.
import {
  type ApproveSendInput,
  type Assessment,
  Conversation,
  DecisionEvent,
  DecisionLog,
  type DecisionLogRow,
  type Engine,
  type EscalateInput,
  type MarkResolvedInput,
  type OperatorTexts,
  chatwoot,
  parseDecisionLog,
} from "cx-triage";

/** Chatwoot's API below `/api/v1/accounts/ID/`; answers are bodies as they arrive. */
export interface Api {
  get(path: string): Promise<string>;
  post(path: string, body: object): Promise<string>;
}

/** Where decisions are kept: events as lines of JSON, and the rows of the service's table. */
export interface Log {
  lines(): Promise<string>;
  append(line: string, row: DecisionLogRow): Promise<void>;
}

/** A line of the tile. */
export interface TileRow {
  readonly id: number;
  readonly customerName: string;
  readonly status: string;
  readonly priority: string | null;
  readonly level: string;
  readonly breachedAt: string | null;
  readonly lastMessageAt: string;
  readonly why: string;
  readonly suggestedReplyId: string | null;
}

/** What the modal shows; the viewer of this package takes it as it is. */
export interface Modal {
  readonly assessment: Assessment;
  readonly texts: OperatorTexts;
  readonly conversation: Conversation;
}

export class Escalations {
  constructor(
    private readonly api: Api,
    private readonly log: Log,
    private readonly engine: Engine,
  ) {}

  /** The tile: what is to be done, in the order in which to do it. */
  async tile(now: Date): Promise<readonly TileRow[]> {
    return this.engine.queue(await this.open(), now).map((told) => ({
      id: told.conversationId,
      customerName: told.customer.name,
      status: told.status,
      priority: told.priority,
      level: told.escalation.level,
      breachedAt: told.sla.breachedAt,
      lastMessageAt: told.lastMessageAt,
      why: this.engine.texts(told, "en").sentences[told.reasons[0]?.code ?? ""] ?? "",
      suggestedReplyId: told.suggestion?.templateId ?? null,
    }));
  }

  /** One conversation, for the modal. */
  async modal(id: number, now: Date): Promise<Modal> {
    const conversation = await this.one(id);
    const assessment = this.engine.assess(conversation, now);
    return { assessment, texts: this.engine.texts(assessment, "en"), conversation };
  }

  /** Sends a reply, then logs the decision. A refusal is a `CxTriageError`: nothing is sent. */
  async approveSend(id: number, input: ApproveSendInput, now: Date): Promise<DecisionLogRow> {
    const event = this.engine.approveSend(await this.one(id), input, now);
    if (!("replyBody" in event.payload)) throw new Error("an approval has a reply");
    await this.api.post(`conversations/${id}/messages`, { content: event.payload.replyBody });
    return this.logged(event);
  }

  /** Writes the labels, leaves the note for the manager, then logs the decision. */
  async escalate(id: number, input: EscalateInput, now: Date): Promise<DecisionLogRow> {
    const { assessment } = await this.modal(id, now);
    const event = this.engine.escalate(await this.one(id), input, now);
    await this.writeLabels(id, event);
    const { handOffNote } = this.engine.texts(assessment, "en", input.handOff ?? undefined);
    await this.api.post(`conversations/${id}/messages`, { content: handOffNote, private: true });
    return this.logged(event);
  }

  /** Resolves the conversation, takes the escalation labels off, then logs the decision. */
  async markResolved(id: number, input: MarkResolvedInput, now: Date): Promise<DecisionLogRow> {
    const event = this.engine.markResolved(await this.one(id), input, now);
    await this.api.post(`conversations/${id}/toggle_status`, { status: "resolved" });
    await this.writeLabels(id, event);
    return this.logged(event);
  }

  /** Chatwoot's call overwrites all labels: the event has the whole set. */
  private async writeLabels(id: number, event: DecisionEvent): Promise<void> {
    if ("labels" in event.payload && event.payload.labels) {
      await this.api.post(`conversations/${id}/labels`, { labels: event.payload.labels });
    }
  }

  private async logged(event: DecisionEvent): Promise<DecisionLogRow> {
    const row = DecisionEvent.toLogRow(event);
    await this.log.append(DecisionEvent.toJson(event), row);
    return row;
  }

  /** Everything that is open or pending, page by page, with its messages and past decisions. */
  private async open(): Promise<Conversation[]> {
    const found: Conversation[] = [];
    for (let page = 1; ; page += 1) {
      const body = await this.api.get(`conversations?status=all&page=${page}`);
      const { conversations, rejected } = chatwoot.parseConversationList(body);
      for (const { id, code, detail } of rejected) console.warn(`conversation ${id}: ${detail} (${code})`);
      if (conversations.length + rejected.length === 0) break;
      const live = conversations.filter(({ status }) => status === "open" || status === "pending");
      found.push(...(await Promise.all(live.map((one) => this.whole(one)))));
    }
    return found;
  }

  private async one(id: number): Promise<Conversation> {
    return this.whole(chatwoot.parseConversation(await this.api.get(`conversations/${id}`)));
  }

  /** The conversation with all of its messages and its past decisions. */
  private async whole(conversation: Conversation): Promise<Conversation> {
    const { id } = conversation;
    let [one, before] = [conversation, ""];
    for (;;) {
      const page = chatwoot.parseMessages(await this.api.get(`conversations/${id}/messages${before}`));
      const oldest = Math.min(...page.messages.map((message) => message.id ?? Infinity));
      if (!Number.isFinite(oldest) || before === `?before=${oldest}`) break;
      one = Conversation.withMessagesPage(one, page);
      before = `?before=${oldest}`;
    }
    const decisions = DecisionLog.decisionsOf(parseDecisionLog(await this.log.lines()), id);
    return { ...one, partial: false, decisions };
  }
}

/** A Chatwoot of two conversations and no network, with pages of one entry each. */
export class FakeChatwoot implements Api, Log {
  readonly posted: [path: string, body: object][] = [];
  readonly rows: DecisionLogRow[] = [];
  private readonly written: string[] = [];
  private readonly list = [this.entry(41, "Alex Morgan"), this.entry(42, "Jamie Doe"), { id: 43, status: "resolved", created_at: 1760256000 }];
  private readonly messages: Record<string, readonly string[]> = {
    41: ["Hey team, my order still says processing.", "Do you have an update?"],
    42: ["The zipper broke. Refund me $850 or I will file a chargeback."],
  };

  async get(path: string): Promise<string> {
    const [, id, rest] = /^conversations\/(\d+)(.*)$/.exec(path) ?? [];
    if (id === undefined) {
      const page = Number(/page=(\d+)/.exec(path)?.[1]);
      return JSON.stringify({ data: { meta: {}, payload: this.list.slice(page - 1, page) } });
    }
    if (!rest) return JSON.stringify(this.list.find((one) => String(one.id) === id));
    const before = Number(/before=(\d+)/.exec(rest)?.[1] ?? Infinity);
    const all = (this.messages[id] ?? []).map((content, index) => this.message(Number(id), index, content));
    return JSON.stringify({ meta: {}, payload: all.filter((message) => message.id < before).slice(-1) });
  }

  async post(path: string, body: object): Promise<string> {
    this.posted.push([path, body]);
    return "{}";
  }

  async lines(): Promise<string> {
    return this.written.join("\n");
  }

  async append(line: string, row: DecisionLogRow): Promise<void> {
    this.written.push(line);
    this.rows.push(row);
  }

  private entry(id: number, name: string) {
    return { id, status: "open", created_at: 1760256000, meta: { sender: { name } }, labels: ["vip"] };
  }

  private message(id: number, index: number, content: string) {
    return { id: id * 10 + index, conversation_id: id, message_type: 0, created_at: 1760256000 + index * 60, content };
  }
}
