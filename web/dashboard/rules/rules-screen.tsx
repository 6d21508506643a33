import { Skeleton } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { OrganizationScreen, useOrganizationScope } from '../organization-scope.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/rules')

/** Edits a rule over people: that of a team, group or org unit, or one that is nobody's yet. */
export function RulesScreen() {
  const { organization_id: given, kind, id, rule } = route.useSearch()
  const navigate = useNavigate({ from: '/rules' })
  const organization = useOrganizationScope(given)
  if (organization && kind && id) return <OfObject key={`${kind}/${id}`} {...{ organization, kind, id }} />
  return (
    <OrganizationScreen
      title={strings.title}
      text={strings.text}
      ask={strings.ask}
      inAddress={given}
      onChoose={(chosen) => void navigate({ search: { organization_id: chosen } })}
    >
      {(chosen) => (
        <RuleEditor
          key={chosen}
          organization={chosen}
          given={rule}
          object={null}
          onRule={(draft) => void navigate({ search: { organization_id: chosen, rule: draft }, replace: true })}
        />
      )}
    </OrganizationScreen>
  )
}

type OfObjectProps = {
  readonly organization: string
  readonly kind: 'Team' | 'Group' | 'OrgUnit'
  readonly id: string
}

function OfObject({ organization, kind, id }: OfObjectProps) {
  const path = { id: organization, kind, object_id: id }
  const { data, error, refetch } = useApiQuery('/organizations/{id}/overlay/objects/{kind}/{object_id}', { path })
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={320} aria-busy />
  const { name = id, members } = data.document as { readonly name?: string; readonly members?: { rule?: string } }
  return (
    <>
      <PageHeader title={strings.titleOf(name)} text={strings.text} />
      <RuleEditor organization={organization} given={members?.rule} object={data} />
    </>
  )
}
