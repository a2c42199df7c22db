// ID numbers in their one spelling; `crates/lookup/src/id.rs` says the same.

import { Refused } from "./refused.mjs";

const MAX_TYPED = 64;
const MAX_ID = 24;

/** Capital letters and digits, at least one digit; a number of digits alone without its leading zeros. */
export function parseId(typed) {
  if (new TextEncoder().encode(typed).length > MAX_TYPED) throw new Refused("W202", "too long");
  let id = typed.replace(/[ ./-]/g, "").replace(/[a-z]/g, (letter) => letter.toUpperCase());
  if (!/^[0-9A-Z]*$/.test(id)) throw new Refused("W202", "other characters");
  if (/^[0-9]*$/.test(id)) id = id.replace(/^0+/, "");
  if (id.length === 0 || id.length > MAX_ID || !/[0-9]/.test(id)) throw new Refused("W202", "no number");
  return id;
}
