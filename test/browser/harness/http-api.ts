import assert from 'node:assert/strict'

/** An object of the API; tests look into it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
export type ApiObject = any

/** Calls the API of the server as its bootstrap key, and fails when it is refused. */
export type CallApi = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<ApiObject>

/** The API of the server at `url` for whoever has the key. */
export function createCallApi(url: string, apiKey: string): CallApi {
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${apiKey}`, ...(body && { 'content-type': 'application/json' }) }
    const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${path} was answered ${answer.status}: ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
}
