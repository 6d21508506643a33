import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Block, type Inline, parseInline, parseMarkdown } from './parse-markdown.ts'

test('marks within a line are read, and what leads to no page is no link', () => {
  assert.deepEqual(parseInline('Set **Base *URL*** to `{endpoint}`.'), [
    { type: 'text', text: 'Set ' },
    { type: 'strong', parts: [{ type: 'text', text: 'Base *URL' }] },
    { type: 'text', text: '* to ' },
    { type: 'code', text: '{endpoint}' },
    { type: 'text', text: '.' },
  ])
  assert.deepEqual(parseInline('[Okta](https://okta.com) and [bad](javascript:alert) and *users only*'), [
    { type: 'link', href: 'https://okta.com', parts: [{ type: 'text', text: 'Okta' }] },
    { type: 'text', text: ' and ' },
    { type: 'text', text: 'bad' },
    { type: 'text', text: ' and ' },
    { type: 'emphasis', parts: [{ type: 'text', text: 'users only' }] },
  ])
})

test('lists hold lists, paragraphs and code', () => {
  const [list] = parseMarkdown('1. First\n   goes on.\n   - inner\n\n   ```\n   code\n   ```\n2. Second')
  assert.ok(list?.type === 'list' && list.isOrdered)
  assert.deepEqual(
    list.items.map((item) => item.map(({ type }) => type)),
    [['paragraph', 'list', 'code'], ['paragraph']],
  )
  assert.deepEqual(list.items[0]?.[0], { type: 'paragraph', parts: [{ type: 'text', text: 'First goes on.' }] })
  assert.deepEqual(list.items[0]?.[2], { type: 'code', text: 'code' })
})

test('tables, headings and fences are read', () => {
  const blocks = parseMarkdown('## Title\n\n| a | b |\n| --- | --- |\n| `x` | y \\| z |\n\n```sh\nls\n```\n\nEnd.')
  assert.deepEqual(
    blocks.map(({ type }) => type),
    ['heading', 'table', 'code', 'paragraph'],
  )
  assert.deepEqual(blocks[1]?.type === 'table' && blocks[1].rows, [
    [[{ type: 'code', text: 'x' }], [{ type: 'text', text: 'y | z' }]],
  ])
})

test('every guide of ours is read without a mark that is left over', () => {
  const root = `${import.meta.dirname}/../../src`
  const files = globSync(['scim/clients/*/guide*.md', 'connectors/*/guide.md'], { cwd: root })
  assert.ok(files.length > 20)
  for (const file of files) {
    const blocks = parseMarkdown(readFileSync(`${root}/${file}`, 'utf8').replace(/^---[\s\S]*?\n---\n/, ''))
    for (const text of textsOf(blocks)) assert.doesNotMatch(text, /\*\*|```|^#|\]\(/, `${file}: ${text}`)
  }
})

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'code') return []
    if (block.type === 'list') return block.items.flatMap(textsOf)
    if (block.type === 'table') return [block.head, ...block.rows].flat().flatMap(inlineTexts)
    return inlineTexts(block.parts)
  })
}

function inlineTexts(parts: readonly Inline[]): string[] {
  return parts.flatMap((part) => {
    if ('parts' in part) return inlineTexts(part.parts)
    return part.type === 'text' ? [part.text] : []
  })
}
