/** The verbs of routes that are about a whole object or a list of them. */
const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'update', DELETE: 'delete' }

/**
 * The name of a route in programs that are made from the document: `listDirectories`, `getDirectory`,
 * `createDirectoryToken`, `restoreDirectoryUser`. It follows from method and path, so it is as stable as these.
 */
export function operationId({ method, path }: { readonly method: string; readonly path: string }): string {
  const parts = path.split('/').slice(1)
  const names = parts.filter((part) => !part.startsWith(':'))
  const last = names.at(-1) ?? ''
  const owners = names.slice(0, -1)
  if (names[0] === 'imports') return camel('import', ...owners.slice(1).map(singular), last)
  const isOne = parts.at(-1)?.startsWith(':') ?? false
  if (isOne && owners.length > 0 && isPlural(owners[0]) && !isPlural(last)) {
    return camel('get', singular(owners[0]), 'by', last)
  }
  if (isOne && !isPlural(last)) return camel(verbs[method] ?? 'get', ...owners.map(singular), last, 'entry')
  if (isOne) return camel(verbs[method] ?? 'get', ...owners.map(singular), singular(last))
  if (isPlural(last)) return camel(verbs[method] ?? 'list', ...owners.map(singular), listed(method, last))
  if (method === 'GET') return camel('get', ...owners.map(singular), last)
  // `rotate_secret` of an endpoint is `rotateWebhookEndpointSecret`.
  const [verb = '', ...object] = last.split('_')
  return camel(verb, ...owners.map(singular), ...object)
}

function listed(method: string, name: string): string {
  return method === 'POST' ? singular(name) : name
}

function isPlural(name = ''): boolean {
  return name.endsWith('s')
}

function singular(name = ''): string {
  return name.replace(/ies$/, 'y').replace(/s$/, '')
}

function camel(...names: readonly string[]): string {
  const [first = '', ...rest] = names.join('_').split('_')
  return [first, ...rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')
}
