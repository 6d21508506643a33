import type { Action, Given } from './api-verb.ts'

/** What is the same for webhook endpoints and sinks, which the API has under `path`. */
export function destinationActions(path: string): {
  readonly pathOf: (given: Given) => string
  readonly replay: Action
  readonly remove: Action
} {
  const pathOf = (given: Given) => `${path}/${encodeURIComponent(given.argument('id'))}`
  return {
    pathOf,
    replay: {
      takes: ['id'],
      usage: '--since <time> | --after <event id>',
      options: { since: { type: 'string' }, after: { type: 'string' } },
      async run(given, api) {
        const [since, after] = [given.option('since'), given.option('after')]
        const json = await api.post(`${pathOf(given)}/replay`, { since, after })
        return { json, text: `Everything since ${since ?? after} is delivered again.` }
      },
    },
    remove: {
      takes: ['id'],
      usage: '',
      options: {},
      async run(given, api) {
        const json = await api.delete(pathOf(given))
        return { json, text: `${given.argument('id')} is deleted.` }
      },
    },
  }
}
