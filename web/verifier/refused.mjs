// The one error of this verifier: what was refused, under which rule, in English and Spanish.

/**
 * A refusal. `rule` is a code of docs/rules.md (`S101`) or, where there is none, a word of README.md
 * (`note-form`); the sentence is plain English and Spanish; `row` is the line of the file, where one is known.
 */
export class Refused extends Error {
  constructor(rule, en, es, row = null) {
    super(`${rule}: ${en}`);
    this.name = "Refused";
    this.rule = rule;
    this.sentence = { en, es };
    this.row = row;
  }

  /** The refusal as a plain object, as it stands in results. */
  plain() {
    return { rule: this.rule, message: this.sentence, row: this.row };
  }
}
