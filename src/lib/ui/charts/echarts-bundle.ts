/** What the charts use of ECharts, and no more. `server/render/chart-svg.ts` registers the same parts. */
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import {
	DataZoomComponent,
	GridComponent,
	LegendComponent,
	MarkLineComponent,
	TooltipComponent
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

use([
	BarChart,
	LineChart,
	ScatterChart,
	GridComponent,
	TooltipComponent,
	LegendComponent,
	MarkLineComponent,
	DataZoomComponent,
	LabelLayout,
	SVGRenderer
]);

export { init };
export type { EChartsType } from 'echarts/core';
