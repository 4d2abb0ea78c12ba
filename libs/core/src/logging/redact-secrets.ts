const REDACTED = '[redacted]';

/** The look-ahead makes a name that repeats these words cost one pass, not one for each of them. */
const SECRET_NAME = String.raw`(?=[\w-]*(?:password|passwd|secret|token|authorization|cookie|(?:api|admin|access|private)[_-]?key|credential|signature))[\w-]*`;

/** Members whose text value is always secret: in JSON, and in JSON that was quoted once more inside a text. */
const SECRET_MEMBERS: readonly RegExp[] = [
  new RegExp(String.raw`("${SECRET_NAME}"\s*:\s*")(?:[^"\\]|\\.)*(?=")`, 'gi'),
  new RegExp(String.raw`((\\{1,64})"${SECRET_NAME}\2"\s*:\s*\2")(?:[^"\\]|\\.)*?(?=(?<!\\)\2")`, 'gi'),
];

/** Patterns that are secret wherever they appear. The captured part stays, so that a reader sees what was removed. */
const SECRET_SHAPES: readonly RegExp[] = [
  /(\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/gi,
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s"/@:?#]*:[^\s"/?#]+(?=@)/gi,
  /((?<![\w-])(?=[\w-]+\.[\w-]{8,}\.)[\w-]*?\b)eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /(\b(?:rw|sk|rk|pk)_(?:live|test)_)\w{6,}/g,
  /(\brw_[a-z]+_)[\w-]{16,}/g,
  /(\bwhsec_)[\w+/=]{6,}/g,
  /(\b(?:GOCSPX-|ya29\.|1\/\/0|EAA|IGQ|AIza|act\.|rft\.|gh[pousr]_|xox[abprs]-))[\w.!*-]{16,}/g,
  /(discord(?:app)?\.com\/api\/webhooks\/\d+\/)[\w-]+/gi,
  /([?&;](?:[\w-]*(?:token|secret|signature|credential|password|api[_-]?key|assertion)|sig|code|state|code_verifier|key)=)[^&\s"'\\#]+/gi,
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-]+/g,
];

/**
 * Replaces everything in a text that looks like a secret of ours or of a provider. It works on the written line instead
 * of known fields, so it covers messages, stacks and nested objects alike.
 */
export function redactSecrets(text: string): string {
  return [...SECRET_MEMBERS, ...SECRET_SHAPES].reduce(
    (clean, pattern) => clean.replace(pattern, `$1${REDACTED}`),
    text,
  );
}
