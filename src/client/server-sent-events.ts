/** A message of a stream. `data` is empty where only `id` moved on, and for comments, which say that the stream lives. */
export type StreamMessage = { readonly id: string | null; readonly event: string; readonly data: string }

/**
 * Reads server-sent events (WHATWG HTML section 9.2.6), comments too. Leaving the loop cancels the stream.
 */
export async function* readMessages(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamMessage> {
  let block: string[] = []
  for await (const line of readLines(stream)) {
    if (line !== '') block.push(line)
    else if (block.length > 0) {
      yield toMessage(block)
      block = []
    }
  }
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let pieces: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const [first = '', ...lines] = decoder.decode(value, { stream: true }).split('\n')
      pieces.push(first)
      for (const line of lines) {
        yield withoutReturn(pieces.join(''))
        pieces = [line]
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function toMessage(block: readonly string[]): StreamMessage {
  let id: string | null = null
  let event = 'message'
  const data: string[] = []
  for (const line of block) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (name === 'id') id = value
    if (name === 'event') event = value
    if (name === 'data') data.push(value)
  }
  return { id, event, data: data.join('\n') }
}
