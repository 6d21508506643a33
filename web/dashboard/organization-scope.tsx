import { Skeleton, Stack } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { EmptyState } from '../shared/empty-state.tsx'
import { PageHeader } from '../shared/page-header.tsx'
import { useApiQuery } from '../shared/use-api.ts'
import { useSession } from './session.ts'
import { strings } from './strings.en.ts'

const { scope: words } = strings

// A list is read before its organization is changed: what opens over the page comes after it.
const ObjectPicker = lazy(async () => ({ default: (await import('../shared/pickers/object-picker.tsx')).ObjectPicker }))

/** The organization that a screen is about; null as long as none is chosen, undefined while that is not known. */
export function useOrganizationScope(inAddress: string | undefined): string | null | undefined {
  const bound = useSession().data?.organization_id ?? undefined
  const given = bound ?? inAddress
  const { data } = useApiQuery('/organizations', { query: { limit: 2 } }, { isEnabled: given === undefined })
  if (given !== undefined) return given
  if (!data) return undefined
  const [first, second] = data.data
  return first && !second ? first.id : null
}

type PickerProps = { readonly organization: string | null; readonly onChange: (organization: string) => void }

/** Chooses the organization that a screen is about. Who sees one organization only is not asked. */
export function OrganizationPicker({ organization, onChange }: PickerProps) {
  const { data: session } = useSession()
  if (session?.organization_id) return null
  return (
    <Suspense fallback={<Skeleton h={36} w={240} />}>
      <ObjectPicker
        kind="organization"
        aria-label={words.label}
        placeholder={words.label}
        clearable={false}
        w={240}
        value={organization}
        onChange={(id) => id && onChange(id)}
      />
    </Suspense>
  )
}

type AskProps = { readonly text: string; readonly onChange: (organization: string) => void; readonly icon?: ReactNode }

/** Asks for the organization before there is anything to show. */
export function AskForOrganization({ text, onChange, icon }: AskProps) {
  return (
    <EmptyState
      title={words.ask}
      text={text}
      icon={icon}
      action={
        <Stack align="center">
          <OrganizationPicker organization={null} onChange={onChange} />
        </Stack>
      }
    />
  )
}

type ScreenProps = {
  readonly title: string
  readonly text: string
  /** What is said where no organization is chosen. */
  readonly ask: string
  /** The organization of the address. */
  readonly inAddress: string | undefined
  readonly onChoose: (organization: string) => void
  readonly actions?: (organization: string) => ReactNode
  /** The height of what is not there yet. */
  readonly height?: number
  readonly children: (organization: string) => ReactNode
}

/** A screen that is about one organization: its head with the picker, and the question as long as none is chosen. */
export function OrganizationScreen({ inAddress, onChoose, actions, height = 320, children, ...words }: ScreenProps) {
  const organization = useOrganizationScope(inAddress)
  return (
    <>
      <PageHeader
        title={words.title}
        text={words.text}
        actions={
          organization && (
            <>
              <OrganizationPicker organization={organization} onChange={onChoose} />
              {actions?.(organization)}
            </>
          )
        }
      />
      {organization === undefined && <Skeleton h={height} aria-busy />}
      {organization === null && <AskForOrganization text={words.ask} onChange={onChoose} />}
      {organization && children(organization)}
    </>
  )
}
