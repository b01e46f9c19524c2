@echo off
rem Builds Farsight where that is needed and runs it. Extra JVM options: FARSIGHT_JAVA_OPTS.
setlocal EnableExtensions
set "ROOT=%~dp0"
set "JAR=%ROOT%cli\target\farsight.jar"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
set "MVN=mvn"
if defined MAVEN_HOME if exist "%MAVEN_HOME%\bin\mvn.cmd" set "MVN=%MAVEN_HOME%\bin\mvn.cmd"

"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo Java 17 or newer is missing. Install it with: winget install EclipseAdoptium.Temurin.17.JDK 1>&2
  exit /b 1
)

set "STALE="
if not exist "%JAR%" set "STALE=1"
if not defined STALE if exist "%ROOT%pom.xml" (
  powershell -NoProfile -Command "$jar=(Get-Item '%JAR%').LastWriteTimeUtc; $new=Get-ChildItem -Recurse -File '%ROOT%pom.xml','%ROOT%sim-core\src\main','%ROOT%scenarios\src\main','%ROOT%reports\src\main','%ROOT%cli\src\main' | Where-Object { $_.LastWriteTimeUtc -gt $jar } | Select-Object -First 1; if ($new) { exit 1 }"
  if errorlevel 1 set "STALE=1"
)
if defined STALE (
  echo Building Farsight ^(only needed after a change; the first time downloads libraries^). 1>&2
  call "%MVN%" -v >nul 2>&1
  if errorlevel 1 (
    echo Maven 3.8 or newer is missing. Install it and put mvn on the PATH. 1>&2
    exit /b 1
  )
  pushd "%ROOT%"
  call "%MVN%" -B -q -Dquick -Dmaven.test.skip=true -pl cli -am package 1>&2
  if errorlevel 1 (
    popd
    exit /b 1
  )
  popd
)

set "JIT=-XX:TieredStopAtLevel=1"
for %%C in (sweep conform compare calibrate serve merge) do if /i "%~1"=="%%C" set "JIT=-XX:+TieredCompilation"
"%JAVA%" -Xshare:auto -Xlog:disable -XX:+UseSerialGC -XX:InitialRAMPercentage=3.3 %JIT% -XX:-UsePerfData -Djava.awt.headless=true -Dfile.encoding=UTF-8 %FARSIGHT_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
