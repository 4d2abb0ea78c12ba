import './style.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/problem';
import { currentUser, subscribe } from './api/session';
import { router } from './routes';

const MOST_ATTEMPTS = 3;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A repeated request fails again, except while the API is overloaded or starting.
      retry: (attempts, error) => attempts < MOST_ATTEMPTS && (!(error instanceof Problem) || error.status >= 500),
    },
  },
});

// Another person may sign in next.
subscribe(() => {
  if (!currentUser()) queries.clear();
});

const element = document.getElementById('root');
if (element)
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
