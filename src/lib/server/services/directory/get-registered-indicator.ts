import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import {
	listIndicatorsByCode,
	listPlacesOfIndicator,
	listTargetsOfIndicator,
	type RegisteredIndicator
} from '../../db/queries/directory';

export interface IndicatorEntry extends RegisteredIndicator {
	/** published framework versions in which it stands */
	readonly frameworks: readonly {
		readonly framework: string;
		readonly version: number;
		readonly node: string;
	}[];
	readonly targets: readonly {
		readonly unit: string | null;
		readonly period: string;
		readonly value: number;
		readonly source: LocalisedName;
	}[];
}

/** One indicator with the frameworks that use it and what is aimed at. @throws DomainError `unknownIndicator` */
export async function getRegisteredIndicator(ctx: Context, code: string): Promise<IndicatorEntry> {
	demand(ctx.actor, 'published.read');
	const indicator = (await listIndicatorsByCode(ctx.db, [code])).get(code);
	if (!indicator)
		throw new DomainError('unknownIndicator', `There is no indicator "${code}"`, { indicator: code });
	return {
		...indicator,
		frameworks: await listPlacesOfIndicator(ctx.db, indicator.id),
		targets: await listTargetsOfIndicator(ctx.db, indicator.id)
	};
}
