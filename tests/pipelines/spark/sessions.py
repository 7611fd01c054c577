"""The Spark session of the tests, and what it writes."""

from pathlib import Path

from attrs import frozen
from pyspark.sql import DataFrame, SparkSession

from opentoclose_async.pipelines.spark import OpenToCloseDataSource

__all__ = ["Session", "start_session"]

LOG = """
rootLogger.level = info
rootLogger.appenderRef.file.ref = file
appender.file.type = File
appender.file.name = file
appender.file.fileName = {file}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %p %c: %m%n%ex
"""


QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""The JVM lives too short for its optimizing compiler to pay."""


@frozen
class Session:
    """A session, and the folder of its log and its event log."""

    spark: SparkSession
    folder: Path

    def load(self, **options: str) -> DataFrame:
        """Load a data frame; the options' names have a dot for each double underscore."""
        reader = self.spark.read.format("opentoclose")
        return reader.options(**{key.replace("__", "."): options[key] for key in options}).load()

    def written(self) -> str:
        """Return what Spark has written so far."""
        files = [self.folder / "driver.log", *(self.folder / "events").rglob("*")]
        return "\n".join(
            file.read_text("utf-8", errors="replace") for file in files if file.is_file()
        )


def start_session(folder: Path) -> Session:
    """Start Spark with two tasks at a time, each tried up to four times."""
    log = folder / "log4j2.properties"
    log.write_text(LOG.format(file=folder / "driver.log"), encoding="utf-8")
    events = folder / "events"
    events.mkdir()
    spark = (
        SparkSession.builder.master("local[2,4]")
        .appName("opentoclose-async")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={log} {QUICK}")
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.compress", "false")
        .config("spark.eventLog.dir", events.as_uri())
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .getOrCreate()
    )
    spark.dataSource.register(OpenToCloseDataSource)
    return Session(spark, folder)
