import type { RouteDescription } from '../route.ts'
import { type ComponentSchemas, type JsonSchema, requestSchema, withoutLinks } from './component-schemas.ts'
import { errorAnswers } from './error-answers.ts'
import { type Html, html } from './html.ts'
import { tagOf } from './openapi-document.ts'
import { operationId } from './operation-id.ts'
import { linkTo, schemaWords } from './schema-words.ts'

/** What the page shows. */
export type ReferenceView = {
  readonly routes: readonly RouteDescription[]
  readonly schemas: ComponentSchemas
  readonly url: string
  readonly version: string
  readonly style: string
}

/** Writes the readable page of the API: one document, in which the browser's own search finds everything. */
export function writeReferencePage(view: ReferenceView): string {
  const { version, style } = view
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Muster API</title>
<link rel="icon" href="data:,">
<style>${{ text: style }}</style>
</head>
<body>
<div class="layout">
${contents(view)}
<main>
<h1 id="top">Muster API</h1>
<p class="muted">Version ${version} · <a href="/openapi.json">OpenAPI 3.1</a></p>
${introduction(view)}
${tagsOf(view).map((tag) => tagSection(view, tag))}
<section><h2 id="objects">Objects</h2>
${Object.entries(view.schemas.components).map(([name, schema]) => objectArticle(name, schema))}
</section>
</main>
</div>
</body>
</html>
`.text
}

function tagsOf({ routes }: ReferenceView): string[] {
  return [...new Set(routes.map(tagOf))]
}

function titleOf(tag: string): string {
  const words = tag.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function contents(view: ReferenceView): Html {
  const links = (tag: string) =>
    view.routes.filter((route) => tagOf(route) === tag).map((route) => item(operationId(route), nameOf(route)))
  return html`<nav class="contents" aria-label="Contents">
<a class="name" href="#top">Muster API</a>
${tagsOf(view).map((tag) => html`<h2>${titleOf(tag)}</h2><ul>${links(tag)}</ul>`)}
<h2>Objects</h2>
<ul>${Object.keys(view.schemas.components).map((name) => item(name, html`${name}`))}</ul>
</nav>`
}

function item(anchor: string, text: Html): Html {
  return html`<li><a href="#${anchor}">${text}</a></li>\n`
}

/** `getDirectory` → "Get directory" */
function nameOf(route: RouteDescription): Html {
  const words = operationId(route).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return html`${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function introduction({ url }: ReferenceView): Html {
  return html`<p>Users and groups of your customers' identity providers, in the shapes of WorkOS Directory Sync, and one
ordered log of every change. Every request carries an API key:</p>
<pre tabindex="0">curl -H "Authorization: Bearer $MUSTER_API_KEY" '${url}/directories?limit=3'</pre>
<p>A key has permissions, named with each operation, and may be bound to one organization; what belongs to others does
not exist for it. A list is a page with the ids to go on from in <code>list_metadata</code>: give <code>after</code> as
<code>after</code>. Times are ISO 8601 in UTC. A POST may carry <code>Idempotency-Key</code>, and is then done once
however often it is sent. Errors are ${linkTo('Error')}; answers say in <code>x-ratelimit-remaining</code> how many
requests are left of this minute, and in <code>x-request-id</code> what the server's log calls the request.</p>`
}

function tagSection(view: ReferenceView, tag: string): Html {
  const own = view.routes.filter((route) => tagOf(route) === tag)
  return html`<section><h2>${titleOf(tag)}</h2>
${own.map((route) => routeArticle(route, view))}
</section>`
}

function routeArticle(route: RouteDescription, { schemas, url }: ReferenceView): Html {
  const { method, path, summary, permission, params, query, body } = route
  const id = operationId(route)
  const plain = path.replace(/:(\w+)/g, '{$1}')
  return html`<article id="${id}">
<h3><span class="method ${method.toLowerCase()}">${method}</span> <a href="#${id}"><code class="path">${plain}</code></a></h3>
<p>${prose(summary)}</p>
<p class="muted">Permission <code>${permission}</code> · answers ${answerOf(route, schemas)}</p>
${params ? fieldTable('Path', requestSchema(params)) : html``}
${query ? fieldTable('Query', requestSchema(query)) : html``}
${body ? fieldTable('Body', requestSchema(body)) : html``}
<details><summary>Example and errors</summary>
<pre tabindex="0">${curlOf(route, url)}</pre>
<table><tbody>${Object.entries(errorAnswers(route)).map(
    ([status, told]) => html`<tr><th scope="row"><code>${status}</code></th><td>${prose(told)}</td></tr>\n`,
  )}</tbody></table>
</details>
</article>
`
}

function answerOf({ answer, status = 200 }: RouteDescription, schemas: ComponentSchemas): Html {
  if (answer === undefined) return html`<code>${status}</code> with no body`
  const { $ref, properties } = schemas.of(answer)
  const element = properties?.data
  const isList = $ref === undefined && typeof element === 'object'
  const name = isList ? schemaWords(element) : schemaWords({ $ref })
  return html`<code>${status}</code> ${answer.startsWith('stream of ') ? 'a stream of ' : ''}${name}`
}

function curlOf({ method, path, body }: RouteDescription, url: string): string {
  const start = `curl ${method === 'GET' ? '' : `-X ${method} `}-H "Authorization: Bearer $MUSTER_API_KEY"`
  const address = `'${url}${path.replace(/:(\w+)/g, '{$1}')}'`
  if (!body) return `${start} ${address}`
  const { properties = {}, required = [] } = requestSchema(body)
  const given = Object.fromEntries(required.map((name) => [name, placeholder(properties[name])]))
  return `${start} -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(given)}' ${address}`
}

function placeholder(schema: JsonSchema | boolean | undefined): unknown {
  if (typeof schema !== 'object') return '…'
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'array') return []
  if (schema.type === 'object') return {}
  return schema.type === 'integer' ? 1 : '…'
}

function objectArticle(name: string, schema: JsonSchema): Html {
  const [example] = schema.examples ?? []
  return html`<article id="${name}">
<h3><a href="#${name}">${name}</a></h3>
<p>${prose(schema.description ?? '')}</p>
${schema.properties ? fieldTable('Fields', schema) : html`<p>${schemaWords(schema)}</p>`}
<details><summary>Example</summary><pre tabindex="0">${JSON.stringify(example, null, 2) ?? ''}</pre></details>
</article>
`
}

function fieldTable(title: string, { properties = {}, required = [] }: JsonSchema): Html {
  const isRequest = title !== 'Fields'
  const rows = Object.entries(properties).map(([name, schema]) => {
    const told = typeof schema === 'object' ? (schema.description ?? '') : ''
    const isRequired = isRequest && required.includes(name)
    return html`<tr><th scope="row"><code>${name}</code>${isRequired ? html`<span class="required">required</span>` : ''}</th>
<td>${prose(told)}<span class="type">${schemaWords(schema)}</span></td></tr>\n`
  })
  return html`<h4>${title}</h4>\n<table><tbody>${rows}</tbody></table>`
}

/** A description as HTML: code between backticks is the only markup that it keeps. */
function prose(text: string): Html {
  const parts = withoutLinks(text).split('`')
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`
}
