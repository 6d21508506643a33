import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ListPageTo } from '../../shared/list-table.tsx'

const route = getRouteApi('/shell/directories/$id')

/** The page of the list in the open tab, which is in the address. */
export function useTabPage() {
  const { after, before } = route.useSearch()
  const navigate = useNavigate({ from: '/directories/$id' })
  const page: ListPageTo = { ...(after && { after }), ...(before && { before }) }
  return { page, onPage: (to: ListPageTo) => void navigate({ search: ({ tab }) => ({ tab, ...to }) }) }
}
