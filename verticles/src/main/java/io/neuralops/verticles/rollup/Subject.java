package io.neuralops.verticles.rollup;

/** That of which incidents follow. */
sealed interface Subject {
    /** How it is known in the table of incidents. */
    String key();

    /** A workflow, by how its runs end. */
    record Workflow(String workflow) implements Subject {
        @Override
        public String key() {
            return "workflow " + workflow;
        }
    }

    /** An alert, by whether it fires. A service's name holds no line feed. */
    record Alert(String service, String name) implements Subject {
        @Override
        public String key() {
            return "alert " + service + '\n' + name;
        }
    }
}
