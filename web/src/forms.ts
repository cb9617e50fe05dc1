/** Who fills in forms; kept while the page is open, and nowhere else. */
import { create } from 'zustand';

export const useForms = create<{ person: string }>()(() => ({ person: '' }));
