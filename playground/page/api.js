// The page's side of the control API: reads the state, acts as a person, follows the events.

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok || body.ok === false) throw new Error(body.error ?? `${response.status} ${response.statusText}`);
  return body;
}

export const getState = async () => answer(await fetch("/play/state"));

export const act = async (person, verb, details = {}) => post("/play/act", { as: person, do: verb, ...details });

export const addPerson = async (details) => post("/play/person", details);

export const moveClock = async (seconds) => post("/play/clock", { seconds });

/** Turns a switch on or off; one that only does something once needs no `on`. */
export const turnSwitch = async (name, on) => post("/play/switch", { name, on });

export const getTour = async () => answer(await fetch("/play/tour"));

export const lookUnderHood = async (person) => answer(await fetch(`/play/hood?person=${person}`));
export const getSpecimens = async () => (await answer(await fetch("/play/specimens"))).specimens;

export const specimenUrl = (key) => `/play/specimens/${encodeURIComponent(key)}`;

/** Fetches a drawn document as if it had been picked from the disk. */
export async function specimenFile({ key, name, mime }) {
  const response = await fetch(specimenUrl(key));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return new File([await response.blob()], name, { type: mime });
}

export const fileUrl = (fileId) => `/play/file/${encodeURIComponent(fileId)}`;

async function post(url, body) {
  const headers = { "Content-Type": "application/json" };
  return answer(await fetch(url, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Sends files as one message or as one album; `fields` are the form's other fields. */
export async function upload(person, files, fields) {
  const form = new FormData();
  form.set("as", person);
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
  for (const file of files) form.append("file", file, file.name);
  return answer(await fetch("/play/upload", { method: "POST", body: form }));
}

const [FIRST_RETRY, LAST_RETRY] = [300, 2000];

/** Follows the events after `since` for ever; after a lost connection it takes the state anew and goes on. */
export class Events {
  constructor(since, { onEvent, onLost, onBack }) {
    this.since = since;
    this.on = { event: onEvent, lost: onLost, back: onBack };
    this.retry = FIRST_RETRY;
    this.open();
  }

  open() {
    this.source = new EventSource(`/play/events?since=${this.since}`);
    this.source.onopen = () => {
      this.retry = FIRST_RETRY;
    };
    this.source.onmessage = ({ data }) => this.take(JSON.parse(data));
    this.source.onerror = () => this.lose();
  }

  /** A page that fell too far behind is told to take the state anew. */
  take(event) {
    if (event.kind === "reset") {
      this.source.close();
      this.comeBack();
      return;
    }
    if (event.seq <= this.since) return;
    this.since = event.seq;
    this.on.event(event);
  }

  lose() {
    this.source.close();
    this.on.lost();
    setTimeout(() => this.comeBack(), this.retry);
    this.retry = Math.min(this.retry * 2, LAST_RETRY);
  }

  /** The whole state rather than the missed events: the playground may have been started anew. */
  async comeBack() {
    try {
      const state = await getState();
      this.since = state.seq;
      this.on.back(state);
      this.open();
    } catch {
      this.lose();
    }
  }
}
