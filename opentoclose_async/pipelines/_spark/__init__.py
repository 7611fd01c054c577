"""The parts of ``opentoclose_async.pipelines.spark`` that need no Spark."""
