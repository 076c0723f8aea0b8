/** A web archive, as phones and Chromium save pages: the page, and its pictures by their addresses. */
export interface WebArchive {
  html: Uint8Array
  pictures: ReadonlyMap<string, Uint8Array>
}

/** Whether bytes are a web archive (MHTML): an e-mail of several parts. */
export function isWebArchive(bytes: Uint8Array): boolean {
  const head = latin1.decode(bytes.subarray(0, 4096)).split('<')[0] ?? ''
  return /^(?:From: |MIME-Version:|Content-Type: multipart\/related)/im.test(head)
}

const latin1 = new TextDecoder('latin1')

/**
 * Reads a web archive.
 *
 * @throws where it holds no page
 * @see https://www.rfc-editor.org/rfc/rfc2557
 */
export function readWebArchive(bytes: Uint8Array): WebArchive {
  // One character for each byte, so that offsets are those of the file.
  const text = Buffer.from(bytes).toString('latin1')
  const boundary = /boundary ?= ?"?([^"\r\n;]{1,100})"?/i.exec(text.slice(0, 8192))?.[1]
  if (!boundary) throw new Error('this web archive (MHTML) has no parts: save the page again, as "Webpage, complete"')
  const pictures = new Map<string, Uint8Array>()
  let html: Uint8Array | undefined
  for (const part of text.split(`--${boundary}`).slice(1)) {
    const blank = /\r?\n\r?\n/.exec(part)
    if (!blank) continue
    const headers = part.slice(0, blank.index).replace(/\r?\n[ \t]/g, ' ')
    const header = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'im').exec(headers)?.[1]?.trim() ?? ''
    const body = decode(part.slice(blank.index + blank[0].length), header('Content-Transfer-Encoding').toLowerCase())
    const type = header('Content-Type').toLowerCase()
    if (type.startsWith('text/html')) html ??= body
    if (!type.startsWith('image/')) continue
    const id = header('Content-ID').replace(/^<|>$/g, '')
    for (const address of [header('Content-Location'), id && `cid:${id}`]) if (address) pictures.set(address, body)
  }
  if (!html) throw new Error('this web archive (MHTML) holds no page: save the page again, as "Webpage, complete"')
  return { html, pictures }
}

function decode(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  const plain = body
    .replace(/=\r?\n/g, '')
    .replace(/=([\dA-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}
