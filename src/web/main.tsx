import '@uswds/uswds/css/uswds.min.css'
import './casebound.css'
import './parts/panels.css'
import './parts/tables.css'
import './account/account.css'
import './shell/keys-dialog.css'
import './shell/shell.css'
import './request/request.css'
import './policy/policy.css'
import './prepare/prepare.css'
import './prepare/steps.css'
import './request/mark-eyes.css'
import './request/tries.css'
import './examine/side-panel.css'
import './examine/aids.css'
import './examine/light-box.css'
import './lead/lead.css'
import './training/training.css'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { must } from '../kernel/index.ts'
import { base } from './parts/here.ts'
import { sessionQuery } from './parts/queries.ts'
import { asTrouble } from './parts/trouble.ts'
import { FaultPage } from './shell/fault-page.tsx'
import { Pages } from './shell/pages.tsx'

/** A session that ended shows on any call; asking again who is signed in then leads to the sign-in page. */
function noteTrouble(thrown: unknown) {
  if (asTrouble(thrown).status !== 401) return
  void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError: noteTrouble }),
  mutationCache: new MutationCache({ onError: noteTrouble }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // An answer in words will not change by asking again; only an unreachable server may.
      retry: (count, thrown) => asTrouble(thrown).status === 0 && count < 2,
    },
  },
})

createRoot(must(document.getElementById('root'), 'the root element')).render(
  <QueryClientProvider client={client}>
    <BrowserRouter basename={base}>
      <FaultPage>
        <Pages />
      </FaultPage>
    </BrowserRouter>
  </QueryClientProvider>,
)
