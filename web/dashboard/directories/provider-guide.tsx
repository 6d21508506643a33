import { List } from '@mantine/core'
import type { Provider } from '../../shared/api-types.ts'
import { Markdown, type Placeholder } from '../../shared/markdown.tsx'

type ProviderGuideProps = {
  readonly provider: Provider
  /** What is copied from the guide, by the names in it. */
  readonly placeholders?: Readonly<Record<string, Placeholder>>
}

/** The steps at the provider, as its guide tells them. */
export function ProviderGuide({ provider, placeholders = {} }: ProviderGuideProps) {
  return (
    <List type="ordered" spacing="md" size="sm">
      {provider.steps.map(({ title, text }) => (
        <List.Item key={title} styles={{ itemWrapper: { display: 'inline' } }}>
          <strong>{title}</strong>
          <Markdown text={text} placeholders={placeholders} topLevel={3} />
        </List.Item>
      ))}
    </List>
  )
}
