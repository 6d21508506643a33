import { Anchor, Code, Group, List, Stack, Table, Text, Title } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { createContext, Fragment, type ReactNode, use, useMemo } from 'react'
import { CopyButton } from './copy-button.tsx'
import classes from './markdown.module.css'
import { type Block, type Inline, parseMarkdown } from './parse-markdown.ts'

/** What stands for a placeholder such as `{endpoint}`: a value to copy, or what to do to get one. */
export type Placeholder =
  | { readonly value: string; readonly label: string; readonly isSecret?: boolean }
  | { readonly missing: ReactNode; readonly label: string }

export type MarkdownProps = {
  readonly text: string
  /** By their names. Code in which one stands becomes something to copy. */
  readonly placeholders?: Readonly<Record<string, Placeholder>>
  /** The level of the highest heading that may appear. */
  readonly topLevel?: 2 | 3 | 4
}

type Surroundings = Required<Pick<MarkdownProps, 'placeholders' | 'topLevel'>>

const SurroundingsContext = createContext<Surroundings>({ placeholders: {}, topLevel: 3 })

/** Shows the Markdown of a guide. HTML in it is text; links open elsewhere, without telling where from. */
export function Markdown({ text, placeholders = {}, topLevel = 3 }: MarkdownProps) {
  const blocks = useMemo(() => parseMarkdown(text), [text])
  const surroundings = useMemo(() => ({ placeholders, topLevel }), [placeholders, topLevel])
  return (
    <SurroundingsContext value={surroundings}>
      <Stack gap="xs" className={classes.text}>
        <Blocks blocks={blocks} />
      </Stack>
    </SurroundingsContext>
  )
}

function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text have no other name.
    <BlockOf key={index} block={block} />
  ))
}

function BlockOf({ block }: { readonly block: Block }) {
  const { topLevel } = use(SurroundingsContext)
  switch (block.type) {
    case 'heading':
      return (
        <Title order={Math.min(6, Math.max(topLevel, block.level)) as 2 | 3 | 4 | 5 | 6} fz="md" mt="xs">
          <Inlines parts={block.parts} />
        </Title>
      )
    case 'paragraph':
      return (
        <Text component="div" size="sm" lh={1.6}>
          <Inlines parts={block.parts} />
        </Text>
      )
    case 'code':
      return (
        <Group className={classes.block} wrap="nowrap" align="flex-start" gap={4}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
          <pre className={classes.pre} tabIndex={0}>
            {block.text}
          </pre>
          <CopyButton value={block.text} label={block.text.split('\n', 1)[0] ?? ''} />
        </Group>
      )
    case 'table':
      return <TableOf block={block} />
    default:
      return <ListOf block={block} />
  }
}

function ListOf({ block }: { readonly block: Extract<Block, { type: 'list' }> }) {
  return (
    <List
      type={block.isOrdered ? 'ordered' : 'unordered'}
      size="sm"
      spacing={6}
      withPadding
      classNames={{ itemWrapper: classes.item ?? '' }}
    >
      {block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a text have no other name.
        <List.Item key={index}>
          <Stack gap={6}>
            <Blocks blocks={item} />
          </Stack>
        </List.Item>
      ))}
    </List>
  )
}

function TableOf({ block }: { readonly block: Extract<Block, { type: 'table' }> }) {
  const cells = (row: readonly (readonly Inline[])[], Cell: typeof Table.Td | typeof Table.Th) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a text have no other name.
    row.map((parts, index) => <Cell key={index}>{<Inlines parts={parts} />}</Cell>)
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table withTableBorder verticalSpacing={6} fz="sm">
        <Table.Thead>
          <Table.Tr>{cells(block.head, Table.Th)}</Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {block.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a text have no other name.
            <Table.Tr key={index}>{cells(row, Table.Td)}</Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Inlines({ parts }: { readonly parts: readonly Inline[] }) {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have no other name.
    <InlineOf key={index} part={part} />
  ))
}

function InlineOf({ part }: { readonly part: Inline }) {
  switch (part.type) {
    case 'text':
      return <Fragment>{part.text}</Fragment>
    case 'code':
      return <CodeOf text={part.text} />
    case 'strong':
      return (
        <strong>
          <Inlines parts={part.parts} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines parts={part.parts} />
        </em>
      )
    default:
      return (
        <Anchor href={part.href} target="_blank" rel="noreferrer noopener" inherit>
          <Inlines parts={part.parts} />
          <IconExternalLink size={13} aria-hidden className={classes.external} />
        </Anchor>
      )
  }
}

/** Code as it is, or, where placeholders stand in it, their values with a button that copies the whole. */
function CodeOf({ text }: { readonly text: string }) {
  const { placeholders } = use(SurroundingsContext)
  const names = [...text.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (name && placeholders[name] ? [name] : []))
  if (names.length === 0) return <Code className={classes.code}>{text}</Code>
  const found = names.flatMap((name) => placeholders[name] ?? [])
  const [missing] = found.flatMap((one) => ('missing' in one ? [one.missing] : []))
  const [first] = found
  const label = first?.label ?? text
  const isSecret = found.some((one) => 'value' in one && one.isSecret)
  const whole = filled(text, placeholders, (one) => ('value' in one ? one.value : `<${one.label}>`))
  const shown = isSecret
    ? filled(text, placeholders, (one) => ('value' in one && !one.isSecret ? one.value : '••••••••'))
    : whole
  return (
    <span className={classes.copied}>
      <code className={classes.value}>{shown}</code>
      {missing === undefined ? <CopyButton value={whole} label={label} size={24} /> : missing}
    </span>
  )
}

function filled(
  text: string,
  placeholders: Readonly<Record<string, Placeholder>>,
  say: (placeholder: Placeholder) => string,
): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const placeholder = placeholders[name]
    return placeholder ? say(placeholder) : whole
  })
}
