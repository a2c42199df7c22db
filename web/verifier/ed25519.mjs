// Ed25519 as strictly as docs/formats/sheet.md asks, whatever the WebCrypto at hand accepts.
//
// Implementations differ on small orders, misspelt points and the cofactor. So the key, R and S are judged here
// first; WebCrypto is asked next; and what it accepts must also satisfy the equation without cofactor, computed
// here. Where WebCrypto has no Ed25519 (older browsers) the equation alone decides. Only public values are
// handled, so nothing needs constant time.

import { concat, sha512, toHex } from "./bytes.mjs";

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const IDENTITY = [0n, 1n, 1n, 0n];
const BASE = decode(Uint8Array.from([0x58, ...Array(31).fill(0x66)]));

/** Whether a key may be enrolled: it decodes by RFC 8032 section 5.1.3 and is not of small order. */
export function isGoodKey(key) {
  const point = decode(key);
  return point !== null && !isSmallOrder(point);
}

/** Whether the signature is valid, by all five points of docs/formats/sheet.md. */
export async function verify(key, message, signature) {
  if (signature.length !== 64 || !isGoodKey(key)) return false;
  const r = decode(signature.subarray(0, 32));
  if (r === null || isSmallOrder(r) || littleEndian(signature.subarray(32)) >= L) return false;
  if ((await askWebCrypto(key, message, signature)) === false) return false;
  return equationHolds(key, message, signature);
}

/** Whether [S]B - [k]A, encoded, gives the bytes of R. The key must decode; nothing else is judged. */
export async function equationHolds(key, message, signature) {
  const a = decode(key);
  if (a === null) return false;
  const r = signature.subarray(0, 32);
  const k = littleEndian(await sha512(concat(r, key, message))) % L;
  const [x, y, z, t] = a;
  const sum = twoTimes(littleEndian(signature.subarray(32)), BASE, k, [mod(-x), y, z, mod(-t)]);
  return toHex(encode(sum)) === toHex(r);
}

/** What WebCrypto says; `null` where it does not know Ed25519. */
async function askWebCrypto(key, message, signature) {
  const { subtle } = globalThis.crypto;
  try {
    const imported = await subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    return await subtle.verify({ name: "Ed25519" }, imported, signature, message);
  } catch (error) {
    if (error.name === "NotSupportedError") return null;
    if (["DataError", "OperationError"].includes(error.name)) return false;
    throw error;
  }
}

/** The point that 32 bytes spell, in extended coordinates; `null` if they spell none or misspell one. */
function decode(bytes) {
  if (bytes.length !== 32) return null;
  const whole = littleEndian(bytes);
  const sign = whole >> 255n;
  const y = whole & (2n ** 255n - 1n);
  if (y >= P) return null;
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  const v3 = mod(v * v * v);
  let x = mod(u * v3 * power(mod(u * v3 * v3 * v), (P - 5n) / 8n));
  const check = mod(v * x * x);
  if (check === mod(-u)) x = mod(x * ROOT_OF_MINUS_ONE);
  else if (check !== u) return null;
  if (x === 0n && sign === 1n) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function encode([x, y, z]) {
  const inverse = power(z, P - 2n);
  let whole = mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(whole & 0xffn);
    whole >>= 8n;
    return byte;
  });
}

/** Whether eight times the point is the identity. */
function isSmallOrder(point) {
  const [x, y, z] = double(double(double(point)));
  return x === 0n && y === z;
}

/** Addition that holds for every pair of points (RFC 8032 section 5.1.4). */
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * D * t1 * t2);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function double([x, y, z]) {
  const [a, b] = [mod(x * x), mod(y * y)];
  const h = a + b;
  const e = h - mod((x + y) * (x + y));
  const g = a - b;
  const f = 2n * mod(z * z) + g;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

/** [m]P + [n]Q, both scalars walked together from their highest bit. */
function twoTimes(m, p, n, q) {
  const either = add(p, q);
  let sum = IDENTITY;
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum);
    const which = ((m >> bit) & 1n) * 2n + ((n >> bit) & 1n);
    if (which !== 0n) sum = add(sum, which === 3n ? either : which === 2n ? p : q);
  }
  return sum;
}

function power(base, exponent) {
  let result = 1n;
  for (let left = exponent, square = mod(base); left > 0n; left >>= 1n, square = mod(square * square)) {
    if (left & 1n) result = mod(result * square);
  }
  return result;
}

function mod(number) {
  const rest = number % P;
  return rest < 0n ? rest + P : rest;
}

function littleEndian(bytes) {
  return BigInt("0x" + toHex(Uint8Array.from(bytes).reverse()));
}
