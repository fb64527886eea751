package io.neuralops.gateway.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws lines as SVG. */
final class Chart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int BOTTOM = 40;
    private static final int TOP = 12;
    private static final String[] COLOURS = {"#0b57d0", "#9a6700", "#b3261e", "#5f6368"};

    private final String across;
    private final String up;
    private final List<String> names = new ArrayList<>();
    private final List<List<double[]>> lines = new ArrayList<>();
    private final List<double[]> ticks = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    Chart(String across, String up) {
        this.across = across;
        this.up = up;
    }

    void line(String name, List<double[]> points) {
        names.add(name);
        lines.add(points);
    }

    void tick(double x, String label) {
        ticks.add(new double[] {x});
        labels.add(label);
    }

    String svg() {
        double maxX = most(0);
        double maxY = most(1);
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\">");
        for (int i = 0; i <= 4; i++) {
            double value = maxY * i / 4;
            double y = y(value, maxY);
            svg.append(at("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, WIDTH, y, y))
                    .append(text(LEFT - 6, y + 4, "end", short1(value)));
        }
        svg.append(text(LEFT, TOP - 1, "start", up)).append(text(WIDTH, HEIGHT - 4, "end", across));
        for (int i = 0; i < ticks.size(); i++) {
            if (ticks.get(i)[0] <= maxX) {
                svg.append(text(x(ticks.get(i)[0], maxX), HEIGHT - BOTTOM + 16, "middle", labels.get(i)));
            }
        }
        if (ticks.isEmpty()) {
            for (int i = 0; i <= 5; i++) {
                svg.append(text(x(maxX * i / 5, maxX), HEIGHT - BOTTOM + 16, "middle", short1(maxX * i / 5)));
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            String colour = COLOURS[i % COLOURS.length];
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                    .append(colour)
                    .append("\" points=\"");
            for (double[] point : lines.get(i)) {
                svg.append(at("%.1f,%.1f ", x(point[0], maxX), y(point[1], maxY)));
            }
            svg.append("\"/>")
                    .append(at(
                            "<text x=\"%d\" y=\"%d\" font-size=\"13\" fill=\"%s\">%s</text>",
                            LEFT + 12 + i * 150, TOP + 14, colour, HtmlReport.escaped(names.get(i))));
        }
        return svg.append("</svg>").toString();
    }

    private double most(int coordinate) {
        return lines.stream()
                .flatMap(List::stream)
                .mapToDouble(point -> point[coordinate])
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private static double x(double value, double most) {
        return LEFT + (most > 0 ? value / most : 0) * (WIDTH - LEFT - 10);
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - (most > 0 ? value / most : 0) * (HEIGHT - BOTTOM - TOP - 20);
    }

    private static String text(double x, double y, String anchor, String words) {
        return at(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"12\" fill=\"#555\" text-anchor=\"%s\">%s</text>",
                x, y, anchor, HtmlReport.escaped(words));
    }

    private static String short1(double value) {
        return at(value >= 100 ? "%.0f" : value >= 1 ? "%.1f" : "%.2f", value);
    }

    @com.google.errorprone.annotations.FormatMethod
    private static String at(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
