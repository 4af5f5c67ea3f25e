import type { Columns, Role, TableKind } from './layout.ts'

/** Names that columns bear in exports, without signs and case; the first that is there is taken. */
const names: Readonly<Record<Exclude<Role, 'date' | 'clock'>, readonly string[]>> = {
  time: [
    ...[
      'datetime',
      'timestamp',
      'eventtime',
      'loggedtime',
      'receivetime',
      'timegenerated',
      'generatetime',
      'generatedtime',
    ],
    ...[
      'createddatetime',
      'dateutc',
      'origintimestamputc',
      'received',
      'datereceived',
      'published',
      'activitydatetime',
      'ts',
    ],
    ...[
      'time',
      'date',
      'lastcontact',
      'lastinventoryupdate',
      'lastcheckin',
      'lastseen',
      'transactiondate',
      'postingdate',
    ],
    ...['purchasedate', 'expensedate', 'installdate', 'creationtime'],
  ],
  person: [
    ...[
      'csusername',
      'username',
      'userprincipalname',
      'upn',
      'user',
      'sourceuser',
      'srcuser',
      'login',
      'account',
      'useremail',
    ],
    ...[
      'actoralternateid',
      'employee',
      'employeename',
      'cardholder',
      'cardholdername',
      'primaryuser',
      'primaryuserupn',
    ],
    ...['mostgranularidentity', 'policyidentity', 'identity', 'email', 'emailaddress', 'requester', 'person'],
  ],
  address: [
    ...[
      'cip',
      'clientip',
      'clientaddress',
      'clientipaddress',
      'sourceaddress',
      'sourceip',
      'srcip',
      'src',
      'ipaddress',
    ],
    ...['internalip', 'internalclientip', 'idorigh', 'ip'],
  ],
  url: ['csuri', 'url', 'urlfilename', 'requesturl', 'fullurl', 'uri'],
  host: ['cshost', 'rhost', 'query', 'servername', 'domain', 'destinationdomain', 'fqdn', 'host', 'hostname'],
  path: ['csuripath', 'csuristem', 'uripath'],
  query: ['csuriquery'],
  method: ['csmethod', 'requestmethod', 'httpmethod', 'method'],
  status: ['scstatus', 'responsecode', 'httpstatus', 'statuscode', 'status', 'result', 'outcome'],
  action: ['saction', 'scfilterresult', 'policyaction', 'action'],
  'sent-bytes': ['csbytes', 'requestsize', 'sentbytes', 'bytessent', 'requestbytes', 'uploadedbytes'],
  sender: ['senderaddress', 'sender', 'fromaddress', 'from', 'mailfrom', 'returnpath'],
  recipient: ['recipientaddress', 'recipient', 'recipients', 'toaddress', 'to', 'rcptto'],
  text: ['messagesubject', 'subject', 'description', 'memo', 'lineitem', 'notes', 'purpose'],
  app: [
    ...[
      'applicationname',
      'appname',
      'applicationtitle',
      'appdisplayname',
      'targetdisplayname',
      'application',
      'app',
    ],
    ...['clientname', 'title', 'extensionname'],
  ],
  bundle: ['bundleid', 'bundleidentifier', 'packagename', 'appidentifier'],
  extension: ['extensionid'],
  merchant: ['merchant', 'merchantname', 'vendor', 'vendorname', 'supplier', 'payee'],
  device: ['devicename', 'computername', 'device', 'computer', 'managedby'],
  id: ['messageid', 'internetmessageid', 'requestid', 'transactionid', 'uuid', 'correlationid', 'uid'],
}

export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Which column tells what, by its heading. */
export function columnsOf(heading: readonly string[]): Columns {
  const plain = heading.map(plainName)
  const found = Object.entries(names).flatMap(([role, known]): [Role, number][] => {
    const name = known.find((one) => plain.includes(one))
    return name === undefined ? [] : [[role as Role, plain.indexOf(name)]]
  })
  const columns = Object.fromEntries(found) as Columns
  const [date, clock] = [plain.indexOf('date'), plain.indexOf('time')]
  if (date < 0 || clock < 0) return columns
  const { time: _, ...others } = columns
  return { ...others, date, clock }
}

/** What a table with such a heading is about; undefined where that cannot be told. */
export function tableKindOf(heading: readonly string[], columns: Columns): TableKind | undefined {
  const plain = heading.map(plainName)
  const has = (...wanted: readonly string[]): boolean => wanted.some((name) => plain.includes(name))
  const timed = columns.time !== undefined || columns.date !== undefined
  if (columns.sender !== undefined && columns.recipient !== undefined) return 'mail'
  const inventory = has('applicationversion', 'version', 'appversion', 'applicationpublisher', 'installcount')
  if (columns.bundle !== undefined || columns.extension !== undefined) return 'inventory'
  if (columns.app !== undefined && columns.url === undefined && inventory) return 'inventory'
  if (!timed) return undefined
  if (has('servername')) return 'tls'
  if (has('querytype', 'qtype', 'qtypename', 'qclass', 'recordtype'))
    return columns.host === undefined ? undefined : 'dns'
  if (columns.url !== undefined) return 'web'
  if (columns.host !== undefined && (columns.method ?? columns.path) !== undefined) return 'web'
  if (columns.merchant !== undefined) return 'purchase'
  if (columns.app !== undefined && columns.person !== undefined) return 'sign-on'
  return undefined
}
