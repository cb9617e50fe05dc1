/** The parts of ECharts that the F-N chart needs; loaded when the first one is shown. */
import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { chartOf } from '../fn';

use([CustomChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export interface Canvas {
  draw(options: ReturnType<typeof chartOf>): void;
  end(): void;
}

/** A chart that is as large as `box` and stays so. */
export function canvas(box: HTMLElement): Canvas {
  const chart = init(box, null, { renderer: 'svg' });
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(box);
  return {
    draw: (options) => chart.setOption(options, { notMerge: true }),
    end: () => {
      watch.disconnect();
      chart.dispose();
    },
  };
}
