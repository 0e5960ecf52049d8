package theoria.draw.internal;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

import theoria.core.study.result.Axis;
import theoria.core.study.result.Curves;
import theoria.core.study.result.Series;
import theoria.draw.PictureStyle;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/** Paints curves with JFreeChart: thin axes, light grid, bands where there is uncertainty. */
public final class CurvesPainter {
    private static final float LINE = 1.5f;
    private static final int MOST_NAMED = 12;

    private final Curves curves;
    private final PictureStyle style;

    /** A painter of one result. */
    public CurvesPainter(Curves curves, PictureStyle style) {
        this.curves = curves;
        this.style = style;
    }

    /** Paints from the origin on. */
    public void paint(Graphics2D canvas) {
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(axis(curves.x(), false));
        plot.setRangeAxis(axis(curves.y(), true));
        plot.setBackgroundPaint(style.canvas());
        plot.setDomainGridlinePaint(style.grid());
        plot.setRangeGridlinePaint(style.grid());
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setOutlineVisible(false);
        addSeries(plot, curves.series());
        addMarks(plot);
        boolean named = curves.series().size() > 1 && curves.series().size() <= MOST_NAMED;
        JFreeChart chart = new JFreeChart(curves.title(), font(Font.BOLD, 14), plot, named);
        chart.setBackgroundPaint(style.canvas());
        chart.getTitle().setPaint(style.ink());
        LegendTitle legend = chart.getLegend();
        if (legend != null) {
            legend.setBackgroundPaint(style.canvas());
            legend.setItemPaint(style.ink());
            legend.setFrame(BlockBorder.NONE);
        }
        chart.draw(canvas, new Rectangle2D.Double(0, 0, style.width(), style.height()));
    }

    private static Font font(int weight, int size) {
        return new Font(Font.SANS_SERIF, weight, size);
    }

    private NumberAxis axis(Axis axis, boolean vertical) {
        boolean log = axis.logarithmic() && positive(vertical);
        NumberAxis shown = log ? new LogarithmicAxis(axis.label()) : new NumberAxis(axis.label());
        shown.setAutoRangeIncludesZero(false);
        shown.setLabelFont(font(Font.PLAIN, 12));
        shown.setTickLabelFont(font(Font.PLAIN, 11));
        shown.setLabelPaint(style.ink());
        shown.setTickLabelPaint(style.ink());
        shown.setAxisLinePaint(style.ink());
        shown.setTickMarkPaint(style.ink());
        return shown;
    }

    /** Whether a logarithmic scale can show every value of an axis; bars stand on 0. */
    private boolean positive(boolean vertical) {
        for (Series series : curves.series()) {
            boolean bars = vertical && series.style() == Series.Style.BARS;
            if (bars
                    || anyNotPositive(vertical ? series.y() : series.x())
                    || vertical && anyNotPositive(series.lower())) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyNotPositive(double[] values) {
        return Arrays.stream(values).anyMatch(value -> value <= 0);
    }

    private void addSeries(XYPlot plot, List<Series> all) {
        for (int i = 0; i < all.size(); i++) {
            Series series = all.get(i);
            if (series.style() == Series.Style.BARS) {
                addBars(plot, i, series);
            } else {
                addLine(plot, i, series);
            }
        }
    }

    private void addBars(XYPlot plot, int index, Series series) {
        XYSeries steps = new XYSeries(series.name(), false, true);
        for (int b = 0; b < series.y().length; b++) {
            steps.add(series.x()[b], series.y()[b]);
        }
        steps.add(series.x()[series.y().length], 0);
        XYStepAreaRenderer renderer = new XYStepAreaRenderer();
        renderer.setOutline(true);
        Color colour = style.series(index);
        renderer.setSeriesPaint(0, translucent(colour, 110));
        renderer.setSeriesOutlinePaint(0, colour);
        plot.setDataset(index, new XYSeriesCollection(steps));
        plot.setRenderer(index, renderer);
    }

    private void addLine(XYPlot plot, int index, Series series) {
        YIntervalSeries points = new YIntervalSeries(series.name(), false, true);
        for (int i = 0; i < series.y().length; i++) {
            double low = series.hasBand() ? series.lower()[i] : series.y()[i];
            double high = series.hasBand() ? series.upper()[i] : series.y()[i];
            points.add(series.x()[i], series.y()[i], low, high);
        }
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        data.addSeries(points);
        boolean markers = series.style() == Series.Style.POINTS;
        DeviationRenderer renderer = new DeviationRenderer(!markers, markers);
        Color colour = style.series(index);
        renderer.setSeriesPaint(0, colour);
        renderer.setSeriesFillPaint(0, colour);
        renderer.setAlpha(0.2f);
        renderer.setSeriesStroke(0, new BasicStroke(LINE));
        renderer.setSeriesShape(0, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
    }

    private static Color translucent(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    private void addMarks(XYPlot plot) {
        for (Curves.Mark mark : curves.marks()) {
            ValueMarker marker = new ValueMarker(mark.at());
            marker.setPaint(style.ink());
            marker.setLabel(mark.label());
            marker.setLabelPaint(style.ink());
            if (mark.vertical()) {
                plot.addDomainMarker(marker);
            } else {
                plot.addRangeMarker(marker);
            }
        }
    }
}
