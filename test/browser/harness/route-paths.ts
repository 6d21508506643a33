import { globSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'

const web = resolve(import.meta.dirname, '../../../web')

type Route = { readonly name: string; readonly parent: string; readonly path: string | null; readonly file: string }

/**
 * The paths of all screens of an app, as its router has them: read from the `createRoute` calls of its files, so that a screen that
 * somebody adds is known here by itself.
 */
export function screenPaths(app: 'dashboard' | 'portal'): string[] {
  const files = globSync(`${web}/${app}/**/*.{ts,tsx}`)
  const routes = files.flatMap((file) => routesIn(readFileSync(file, 'utf8'), basename(file)))
  const paths = routes.flatMap((route) => (route.path === null ? [] : [pathOf(route, routes)]))
  const parents = new Set(routes.flatMap(({ parent }) => parent))
  const screens = routes.filter(({ name, path }) => path !== null && !parents.has(name))
  return [...new Set(screens.map((route) => pathOf(route, routes)))].filter((path) => paths.includes(path)).sort()
}

function routesIn(source: string, file: string): Route[] {
  const calls = [...source.matchAll(/const (\w+) = createRoute\(\{([\s\S]*?)\n?\}\)\n/g)]
  const count = source.match(/\bcreateRoute\(/g)?.length ?? 0
  if (calls.length !== count)
    throw new Error(`${file} makes routes in another way than test/browser/harness/route-paths.ts reads`)
  return calls.map(([, name = '', body = '']) => ({
    name,
    parent: /getParentRoute: \(\) => (\w+)/.exec(body)?.[1] ?? '',
    path: /\bpath: '([^']*)'/.exec(body)?.[1] ?? null,
    file,
  }))
}

/** The whole path: that of the parents, of the same file where two have one name, before it. */
function pathOf(route: Route, routes: readonly Route[]): string {
  const named = routes.filter(({ name }) => name === route.parent)
  const parent = named.find(({ file }) => file === route.file) ?? named[0]
  const above = parent ? pathOf(parent, routes) : ''
  return `${above}/${route.path ?? ''}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')
}
