import type { LogEvent } from './log-events.ts'

/** How a made-up event stands in a log of some kind. `seesContent`: paths and what was sent; the others see names only. */
export type LogWriter = {
  readonly file: string
  readonly head: string
  readonly seesContent: boolean
  /** The log names accounts; the others name addresses. */
  readonly namesAccount: boolean
  readonly line: (event: LogEvent) => string
}

const isoTime = (ms: number): string => new Date(ms).toISOString()
const plainTime = (ms: number): string => isoTime(ms).slice(0, 19).replace('T', ' ')
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthOf = (ms: number): string => monthNames[new Date(ms).getUTCMonth()] ?? ''
const clock = (ms: number): string => isoTime(ms).slice(11, 19)
const dayOf = (ms: number): string => isoTime(ms).slice(8, 10)
const bareHost = ({ host }: LogEvent): string => host.replace(/\.$/, '')
const windowsName = (host: string): string =>
  `${host
    .split('.')
    .map((label) => `(${label.length})${label}`)
    .join('')}(0)`

const w3cFields =
  'date time time-taken c-ip cs-username sc-status s-action cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs(Referer) cs(User-Agent) sc-bytes cs-bytes'
const split = (path: string): [string, string] => {
  const at = path.indexOf('?')
  return at < 0 ? [path, '-'] : [path.slice(0, at), path.slice(at)]
}

export const logWriters: Readonly<Record<string, LogWriter>> = {
  squid: {
    ...{ file: 'access.log', head: '', seesContent: true, namesAccount: true },
    line: (event) =>
      `${(event.atMs / 1000).toFixed(3)} ${String(event.sentBytes % 997).padStart(6)} ${event.address} TCP_MISS/${event.status} 5120 ${event.method} https://${event.host}${event.path} ${event.account} HIER_DIRECT/192.0.2.7 text/html`,
  },
  w3c: {
    ...{ file: 'bluecoat.log', seesContent: true, namesAccount: true },
    head: `#Software: SGOS 6.7\n#Version: 1.0\n#Fields: ${w3cFields}\n`,
    line: (event) => {
      const [path, query] = split(event.path)
      return `${isoTime(event.atMs).slice(0, 10)} ${clock(event.atMs)} 31 ${event.address} ${event.account} ${event.status} TCP_NC_MISS ${event.method} https ${event.host} 443 ${path} ${query} ${event.referrer} "Mozilla/5.0 (Windows NT 10.0)" 4096 ${event.sentBytes}`
    },
  },
  zscaler: {
    ...{ file: 'zscaler.csv', seesContent: true, namesAccount: true },
    head: '"Logged Time","User","Policy Action","URL","URL Category","Request Method","Response Code","Client IP","Request Size"\n',
    line: (event) =>
      `"${plainTime(event.atMs)}","${event.account}","Allowed","${event.host}${event.path}","General, other","${event.method}","${event.status}","${event.address}","${event.sentBytes}"`,
  },
  'zeek-dns': {
    ...{ file: 'dns.log', seesContent: false, namesAccount: false },
    head: '#separator \\x09\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tqclass\tqtype_name\trcode_name\n',
    line: (event) =>
      `${(event.atMs / 1000).toFixed(6)}\tC${event.sentBytes}\t${event.address}\t53211\t192.0.2.53\t53\tudp\t${bareHost(event)}\t1\tA\tNOERROR`,
  },
  bind: {
    ...{ file: 'queries.log', head: '', seesContent: false, namesAccount: false },
    line: (event) =>
      `${dayOf(event.atMs)}-${monthOf(event.atMs)}-${new Date(event.atMs).getUTCFullYear()} ${clock(event.atMs)}.${isoTime(event.atMs).slice(20, 23)} queries: info: client @0x7f3a ${event.address}#53211 (${bareHost(event)}): query: ${bareHost(event)} IN A +E(0)K (192.0.2.53)`,
  },
  dnsmasq: {
    ...{ file: 'dnsmasq.log', head: '', seesContent: false, namesAccount: false },
    line: (event) =>
      `${monthOf(event.atMs)} ${dayOf(event.atMs)} ${clock(event.atMs)} dnsmasq[812]: query[A] ${bareHost(event)} from ${event.address}`,
  },
  'windows-dns': {
    ...{ file: 'windns.log', seesContent: false, namesAccount: false },
    head: 'DNS Server log file creation at 11/26/2019 8:00:00 AM\nLog file wrap at 11/26/2019 8:00:00 AM\n\n',
    line: (event) => {
      const [year, month, day] = isoTime(event.atMs).slice(0, 10).split('-')
      const hour = new Date(event.atMs).getUTCHours()
      const time = `${hour % 12 === 0 ? 12 : hour % 12}:${clock(event.atMs).slice(3)} ${hour < 12 ? 'AM' : 'PM'}`
      return `${Number(month)}/${Number(day)}/${year} ${time} 0E3C PACKET  00000000028AB7C0 UDP Rcv ${event.address.padEnd(15)} 0002   Q [0001   D   NOERROR] A      ${windowsName(bareHost(event))}`
    },
  },
  umbrella: {
    ...{ file: 'umbrella.csv', head: '', seesContent: false, namesAccount: true },
    line: (event) =>
      `"${plainTime(event.atMs)}","${event.account}","${event.account},Headquarters","${event.address}","192.0.2.1","Allowed","1 (A)","NOERROR","${bareHost(event)}.","Business, Search"`,
  },
}
