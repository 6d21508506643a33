import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useApi } from '../../shared/use-api.ts'
import { type AuditSearch, toAuditQuery } from './audit-search.ts'
import { strings } from './strings.en.ts'

/** Downloads what the filters let through, all pages of it. */
export function ExportMenu({ search }: { readonly search: AuditSearch }) {
  const api = useApi()
  const addressOf = (format: 'csv' | 'jsonl') => api.address('/audit_log/export', { ...toAuditQuery(search), format })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {strings.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label maw={220}>{strings.exportHint}</Menu.Label>
        <Menu.Item component="a" href={addressOf('csv')} download="audit-log.csv">
          {strings.exportCsv}
        </Menu.Item>
        <Menu.Item component="a" href={addressOf('jsonl')} download="audit-log.jsonl">
          {strings.exportLines}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
