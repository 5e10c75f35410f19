import { answer } from '$lib/server/hooks/answer';
import { m } from '$lib/i18n/paraglide/messages';
import { localised } from '$lib/i18n/words/localised';
import { disclosureStateLabel, partyKindLabel } from '$lib/i18n/words/oversight';
import { listDisclosureCalendar } from '$lib/server/services/disclosure/list-disclosures';
import { tableCsv } from '$lib/view/charts/csv';
import { disclosuresQuerySchema } from '$lib/view/disclosures-query';
import type { RequestHandler } from './$types';

/** More parties than any tree of units has. */
const mostParties = 20_000;

/** The calendar of the same address, all pages of it, as a file: a line for each item of each party. */
export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const query = disclosuresQuerySchema.parse(Object.fromEntries(event.url.searchParams));
		const { year, rows } = await listDisclosureCalendar(ctx, { ...query, page: 1 }, mostParties);
		const columns = [
			m.disclosures_csv_unit(),
			m.orders_unit(),
			m.disclosures_party(),
			m.disclosures_kind(),
			m.disclosures_year(),
			m.disclosures_item(),
			m.disclosures_state(),
			m.disclosures_on(),
			m.disclosures_url(),
			m.disclosures_note()
		];
		const lines = rows.flatMap(({ party, cells }) =>
			cells.map(({ item, state, disclosure }) => [
				party.unit.code,
				localised(party.unit.name, locale),
				localised(party.name, locale),
				partyKindLabel(party.kind),
				year,
				localised(item.name, locale),
				disclosureStateLabel(state),
				disclosure?.disclosedOn ?? null,
				disclosure?.url ?? null,
				disclosure?.note ?? null
			])
		);
		return new Response(
			tableCsv({
				columns: columns.map((label) => ({ key: label, label, numeric: false })),
				rows: lines.map((line) => line.map((raw) => ({ raw, text: '' })))
			}),
			{
				headers: {
					'content-type': 'text/csv; charset=utf-8',
					'content-disposition': `attachment; filename="disclosures-${year}.csv"`
				}
			}
		);
	});
