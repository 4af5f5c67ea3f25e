/** Whether browsers make passkeys at this address: they belong to a name, and need TLS unless it is this machine. */
export function passkeysHere(url: URL): { possible: boolean; why: string } {
  const { hostname, protocol, port } = url
  if (/^[\d.]+$|:/.test(hostname)) {
    const instead = hostname === '127.0.0.1' ? ` Open http://localhost${port && `:${port}`} instead.` : ''
    return { possible: false, why: `Passkeys belong to a name, not to the address ${hostname}.${instead}` }
  }
  if (protocol === 'https:' || hostname === 'localhost') return { possible: true, why: '' }
  return { possible: false, why: 'Passkeys need a connection by TLS (https).' }
}
