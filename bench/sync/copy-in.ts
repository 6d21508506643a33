import type { Client } from 'pg'

/** What a connection of `pg` offers for COPY, as pg-copy-streams uses it; its types do not tell of it. */
interface CopyConnection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** Copies lines into a table: the fastest way that PostgreSQL has to take rows. */
export function copyIn(client: Client, text: string, chunks: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined
    const copy = {
      submit: (connection: CopyConnection) => connection.query(text),
      handleCommandComplete() {},
      handleCopyInResponse(connection: CopyConnection) {
        for (const chunk of chunks) connection.sendCopyFromChunk(chunk)
        connection.endCopyFrom()
      },
      handleError(error: Error) {
        failure = error
        reject(error)
      },
      handleReadyForQuery() {
        if (!failure) resolve()
      },
    }
    client.query(copy as never)
  })
}
