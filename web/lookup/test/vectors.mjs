// The vectors that the Rust program made.

import { readFileSync } from "node:fs";

const folder = new URL("../../../vectors/lookup/", import.meta.url);

export const read = (name) => new Uint8Array(readFileSync(new URL(name, folder)));
export const json = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
export const hex = (text) => Uint8Array.from(Buffer.from(text, "hex"));
export const toHex = (bytes) => Buffer.from(bytes).toString("hex");

/** The rule that refuses, or null. */
export async function ruleOf(attempt) {
  try {
    await attempt();
    return null;
  } catch (error) {
    if (typeof error.rule !== "string") throw error;
    return error.rule;
  }
}
