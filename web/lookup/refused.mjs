// What went wrong, by the code that docs/rules.md explains.

/** A refusal; `seconds` says when to ask again, where that is known. */
export class Refused extends Error {
  constructor(rule, detail, seconds) {
    super(`${rule}: ${detail}`);
    this.rule = rule;
    this.seconds = seconds;
  }
}
