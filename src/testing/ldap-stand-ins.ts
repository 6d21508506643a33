import type { ConnectorStandIn } from './connector-stand-in.ts'
import { openSambaCompany } from './samba-company.ts'
import { startSamba } from './samba-server.ts'
import { openSlapdCompany } from './slapd-company.ts'
import { startSlapd } from './slapd-server.ts'
import { startTcpProxy } from './tcp-proxy.ts'

const password = 'Passw0rd!y'
const cutAfterBytes = 0

/** Starts an OpenLDAP server, with a company in it that a service account reads through a proxy, in pages of ten. */
export async function startSlapdStandIn(): Promise<ConnectorStandIn> {
  const server = await startSlapd()
  const proxy = await startTcpProxy(server)
  const company = await openSlapdCompany(server, 'company')
  const service = `cn=service,${server.suffix}`
  await company.client.add(service, { objectClass: 'inetOrgPerson', sn: 'service', userPassword: password })
  return {
    ...company,
    settings: {
      host: server.host,
      port: proxy.port,
      ca_certificate: server.certificate,
      bind_dn: service,
      password,
      user_bases: company.base,
      group_bases: company.base,
      page_size: 10,
    },
    async setFault(fault) {
      proxy.cutAfter(fault === 'connection_reset' ? cutAfterBytes : null)
      await company.set(service, { userPassword: fault === 'wrong_credentials' ? 'another' : password })
    },
    async close() {
      await company.close()
      await proxy[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

/** Starts a domain controller, with a company in it that an administrator reads through a proxy. */
export async function startSambaStandIn(): Promise<ConnectorStandIn> {
  const server = await startSamba()
  const proxy = await startTcpProxy({ host: server.host, port: 636 })
  const company = await openSambaCompany(server, 'Company')
  const reader = await company.addAccount('reader', password)
  await company.addMember(await company.idOf(`CN=Domain Admins,CN=Users,${server.domain}`), reader)
  return {
    ...company,
    settings: {
      hosts: server.host,
      port: proxy.port,
      ca_certificate: server.certificate,
      username: 'reader@corp.test',
      password,
      user_bases: company.base,
      group_bases: company.base,
    },
    async setFault(fault) {
      proxy.cutAfter(fault === 'connection_reset' ? cutAfterBytes : null)
      // The password before the last one is still taken for an hour.
      if (fault === 'wrong_credentials') await company.setPassword(reader, 'An0ther!one')
      await company.setPassword(reader, fault === 'wrong_credentials' ? 'An0ther!two' : password)
    },
    async close() {
      await company.close()
      await proxy[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
