type TextFile = { readonly path: string; readonly text: string }

const block = 512

/** An archive of text files as `tar` reads it (POSIX ustar). */
export function tarOf(files: readonly TextFile[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const parts = files.flatMap(({ path, text }) => {
    const content = encoder.encode(text)
    return [headerOf(path, content.length), padded(content)]
  })
  parts.push(new Uint8Array(2 * block))
  const archive = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    archive.set(part, at)
    at += part.length
  }
  return archive
}

function padded(content: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(content.length / block) * block)
  whole.set(content)
  return whole
}

function headerOf(path: string, size: number): Uint8Array {
  const header = new Uint8Array(block)
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  // Paths are a folder and an id of at most 63 characters: they always fit into the 100 bytes of the name.
  put(path.slice(0, 100), 0)
  put(octal(0o644, 7), 100)
  put(octal(0, 7), 108)
  put(octal(0, 7), 116)
  put(octal(size, 11), 124)
  put(octal(Math.floor(Date.now() / 1000), 11), 136)
  put('        0', 148)
  put('ustar\x0000', 257)
  put(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )} `,
    148,
  )
  return header
}
