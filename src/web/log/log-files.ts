import type { LogFiles } from '../../proof/index.ts'
import { here } from '../parts/here.ts'

/** The log's published files as they lie under /log/ of this server. */
export const publishedLogFiles: LogFiles = {
  read: async (path) => {
    const response = await fetch(here(`/log/${path}`), {
      cache: path === 'checkpoint' ? 'no-store' : 'default',
    })
    // A page in place of a file is how a web server says that there is no such file.
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    if (response.status === 404 || (response.ok && isPage)) return undefined
    if (!response.ok) throw new Error(`the file ${path} was answered with status ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  },
}
