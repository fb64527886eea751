package io.neuralops.gateway;

public final class Main {
    public static void main(String[] args) {}

    private Main() {}
}
