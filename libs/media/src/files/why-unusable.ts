const WEB_PAGE = /^\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body|script)\b/is;

/** Why a file in no known format cannot be used, to follow "the file …". */
export function whyUnusable(head: Buffer): string {
  if (head.length === 0) return 'is empty.';
  if (WEB_PAGE.test(head.toString('latin1').replace(/^\xef\xbb\xbf/, '')))
    return 'is a web page, such as one that shares a file or asks for a login; provide the address of the file itself.';
  return 'is in a format that is not supported; provide MP4, MOV, WebM, MP3, WAV, PNG, JPEG or WebP.';
}
