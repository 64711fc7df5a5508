// One question in flight, the latest wins: a picture of the old one is waited for, then the newest is asked.

export class Asker {
  constructor(transport, { begun, heard, ended, failed }) {
    Object.assign(this, { transport, begun, heard, ended, failed, running: null, waiting: null });
  }

  // Ask now, or as soon as what is in flight has given its first picture; what it would still add is not wanted any more.
  ask(question) {
    const text = JSON.stringify(question);
    if (this.running && text === (this.waiting ? JSON.stringify(this.waiting) : this.running.text)) return; // asked already
    if (this.running && !this.running.seen) {
      this.waiting = question;
      return;
    }
    this.stop();
    this.run(question);
  }

  stop() {
    this.waiting = null;
    this.running?.control.abort();
    this.running = null;
  }

  async run(question) {
    const mine = { control: new AbortController(), seen: false, text: JSON.stringify(question) };
    this.running = mine;
    this.begun(question);
    const next = () => {
      const waiting = this.waiting;
      this.waiting = null;
      mine.control.abort();
      this.run(waiting);
    };
    try {
      await this.transport("compare", question, {
        signal: mine.control.signal,
        hear: (message) => {
          if (this.running !== mine) return;
          if (message.payload) mine.seen = true;
          if (message.payload && this.waiting) next(); // the server runs while this picture is drawn
          this.heard(message, question);
        },
      });
      if (this.running === mine) this.ended(question);
    } catch (error) {
      if (this.running === mine && error.name !== "AbortError") this.failed(error);
    } finally {
      if (this.running === mine) {
        this.running = null;
        if (this.waiting) next();
      }
    }
  }
}

// Runs what a reader is likely to ask next, while nobody asks: the places of a slider that is near, the nearest first.
export class Ahead {
  constructor(transport) {
    Object.assign(this, { transport, wanted: [], control: null });
  }

  near(questions) {
    this.stop();
    this.wanted = questions;
    this.go();
  }

  stop() {
    this.control?.abort();
    this.control = null;
  }

  async go() {
    if (this.control || !this.wanted.length) return;
    const control = new AbortController();
    this.control = control;
    try {
      while (this.wanted.length && this.control === control) {
        await this.transport("compare", this.wanted[0], { signal: control.signal, hear: () => {} });
        this.wanted.shift();
      }
    } catch {
      // left, or refused: it was only a guess
    }
    if (this.control === control) this.control = null;
  }
}
