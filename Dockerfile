# Builds the application from its sources and runs it as an ordinary user. The database is outside: see docker-compose.yml.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .editorconfig ./
COPY .mvn .mvn
RUN mvn -q -B dependency:go-offline
COPY processes processes
COPY forms forms
COPY src src
RUN mvn -q -B -Dquick -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /opt/surety surety
WORKDIR /opt/surety
COPY --from=build /build/target/surety-*.jar surety.jar
USER surety
ENV SPRING_PROFILES_ACTIVE=postgres
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+UseParallelGC", "-jar", "surety.jar"]
