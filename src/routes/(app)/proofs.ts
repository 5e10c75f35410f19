import type { Proof } from '$lib/server/services/evidence/keep-proof';

/** The files and the address that a form hands in as proof; a field that was left empty is none. */
export async function proofsOf(
	form: FormData,
	names: { readonly file: string; readonly url: string } = { file: 'file', url: 'url' }
): Promise<Proof[]> {
	const proofs: Proof[] = [];
	for (const file of form.getAll(names.file)) {
		if (!(file instanceof File) || (file.name === '' && file.size === 0)) continue;
		proofs.push({ kind: 'file', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
	}
	const url = form.get(names.url);
	if (typeof url === 'string' && url.trim() !== '') proofs.push({ kind: 'link', url });
	return proofs;
}
